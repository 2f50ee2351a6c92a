"use client";
/** How long everything that grows is kept, and what the last housekeeping removed. */
import { useState } from "react";
import { Facts } from "@/components/settings/facts";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { onDemand } from "@/components/ui/on-demand";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import { useRoleReason } from "@/lib/client/use-role";
import { RETENTION_KEYS, RETENTION_WORDS } from "./prepare-retention";

const RetentionDialog = onDemand(() =>
  import("./retention-dialog").then((it) => it.RetentionDialog),
);

export function RetentionCard({ storage }: { storage: ResponseOf<"storage"> }) {
  const admin = useRoleReason("admin");
  const [editing, setEditing] = useState(false);
  return (
    <Card
      title="Kept how long"
      note="the daily housekeeping removes what is older"
      aside={
        <Button size="small" disabledReason={admin} onClick={() => setEditing(true)}>
          Change…
        </Button>
      }
    >
      <Facts
        facts={RETENTION_KEYS.map((key) => {
          const days = storage.retention[key];
          return {
            term: RETENTION_WORDS[key],
            value: days === null ? "for ever" : plural(days, "day"),
          };
        })}
      />
      <LastPrune prune={storage.last_prune} />
      {editing ? <RetentionDialog storage={storage} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}

function LastPrune({ prune }: { prune: ResponseOf<"storage">["last_prune"] }) {
  if (prune === null) {
    return <p className="mt-3 text-ink-3 text-small">The housekeeping has not run yet.</p>;
  }
  const { rows, partitions } = prune;
  const also = partitions.length > 0 ? ` and ${plural(partitions.length, "partition")}` : "";
  return (
    <p className="mt-3 text-ink-2 text-small">
      Last time, <Time at={prune.at} />, it removed {plural(rows, "row")}
      {also}.
    </p>
  );
}
