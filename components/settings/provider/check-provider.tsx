"use client";
/** One call to the vendor, made when it is pressed: is the key good, how long does an answer take? */
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import type { ResponseOf } from "@/lib/client/call";
import { formatMs } from "@/lib/client/format";
import { useChange } from "@/lib/client/use-change";
import { useRoleReason } from "@/lib/client/use-role";

export function CheckProvider() {
  const operator = useRoleReason("operator");
  const check = useChange("checkProvider");
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2" aria-live="polite">
      <Button
        size="small"
        disabledReason={operator}
        busy={check.isPending}
        onClick={() => check.mutate({})}
      >
        Test the key
      </Button>
      {check.data ? <Answer answer={check.data} /> : null}
      {check.error ? <ErrorNote error={check.error} /> : null}
      {check.data || check.error ? null : (
        <span className="text-ink-3 text-small">makes one call, paid from the budget</span>
      )}
    </div>
  );
}

function Answer({ answer }: { answer: ResponseOf<"checkProvider"> }) {
  const { ok, message, status, duration_ms: ms, vendor_request_id: id } = answer;
  const facts = [status === null ? null : `HTTP ${status}`, ms === null ? null : formatMs(ms)];
  return (
    <p className={ok ? "text-ink-2" : "text-bad-ink"}>
      <strong className="font-medium">
        {ok ? "The vendor answers." : "The vendor does not answer as it should."}
      </strong>{" "}
      {message} <span className="text-ink-3">{facts.filter(Boolean).join(" · ")}</span>
      {id === null ? null : <code className="ml-2 text-ink-3 text-small">{id}</code>}
    </p>
  );
}
