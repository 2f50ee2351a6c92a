"use client";
/** What can be done about one cause: run its jobs again, or leave it alone for a while. */
import { useState } from "react";
import { openRerun } from "@/components/rerun/open-rerun";
import { Button } from "@/components/ui/button";
import { causeWords } from "@/components/ui/cause-words";
import { onDemand } from "@/components/ui/on-demand";
import { useRoleReason } from "@/lib/client/use-role";
import type { Cause } from "./cause";

const IgnoreDialog = onDemand(() => import("./ignore-dialog").then((it) => it.IgnoreDialog));

export function CauseActions({ cause, rerun }: { cause: Cause; rerun: string }) {
  const [isIgnoring, setIgnoring] = useState(false);
  const operator = useRoleReason("operator");
  const isResolved = cause.unresolved === 0 ? "All of them are resolved" : null;
  return (
    <div className="flex flex-wrap gap-2 tablet:justify-end">
      <Button
        size="small"
        disabledReason={operator ?? isResolved}
        onClick={() => openRerunOf(cause)}
      >
        {rerun}
      </Button>
      {cause.ignored ? null : (
        <Button
          size="small"
          variant="quiet"
          disabledReason={operator}
          onClick={() => setIgnoring(true)}
        >
          Ignore…
        </Button>
      )}
      {isIgnoring ? <IgnoreDialog cause={cause} onClose={() => setIgnoring(false)} /> : null}
    </div>
  );
}

function openRerunOf({ fingerprint, unresolved }: Cause): void {
  openRerun({
    title: `Re-run: ${causeWords(fingerprint)}`,
    choices: [
      {
        key: "group",
        label: "Jobs with this error",
        count: unresolved,
        body: { error_group: fingerprint },
      },
    ],
  });
}
