"use client";
/** Asks the vendor for splits before the day's round does. */
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { notify } from "@/components/ui/notify";
import { useChange } from "@/lib/client/use-change";
import { useRoleReason } from "@/lib/client/use-role";

export function AskSplits() {
  const operator = useRoleReason("operator");
  const start = useChange("startCare", () =>
    notify({
      title: "The vendor is asked for splits",
      detail: "A new one stands here in a moment; bars and features are adjusted by it.",
      link: { href: "/settings/engine?function=candlewatch-sync-splits", label: "Follow it" },
    }),
  );
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        size="small"
        disabledReason={operator}
        busy={start.isPending}
        onClick={() => start.mutate({ body: { task: "splits" } })}
      >
        Ask for splits now
      </Button>
      <span className="text-ink-3 text-small">asked by itself every day at 01:00 UTC</span>
      {start.error ? <ErrorNote error={start.error} /> : null}
    </div>
  );
}
