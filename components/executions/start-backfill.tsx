"use client";
/** Starts a backfill of everything, or of one criticality, through the re-run dialog. */
import { openRerun } from "@/components/rerun/open-rerun";
import { Button } from "@/components/ui/button";
import { useRoleReason } from "@/lib/client/use-role";

export function StartBackfill() {
  const operator = useRoleReason("operator");
  return (
    <Button
      variant="primary"
      disabledReason={operator}
      onClick={() =>
        openRerun({
          title: "Run a backfill",
          verb: "Run",
          choices: [
            {
              key: "critical",
              label: "Critical symbols",
              count: null,
              body: { criticality: "critical" },
            },
            {
              key: "standard",
              label: "Standard symbols",
              count: null,
              body: { criticality: "standard" },
            },
            {
              key: "low",
              label: "Low-priority symbols",
              count: null,
              body: { criticality: "low_priority" },
            },
            { key: "all", label: "Every active symbol", count: null, body: {} },
          ],
        })
      }
    >
      Run a backfill…
    </Button>
  );
}
