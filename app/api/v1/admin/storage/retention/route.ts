import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { changeRetention } from "@/lib/pipeline/change-retention";

export const PUT = respond("saveRetention", async ({ body, actor, now }) => {
  const { days, base, reason } = body;
  const retention = await withAudit(db, actor, async (tx) => {
    const { before, after } = await changeRetention(tx, { days, base, by: actor.name, now });
    const change = { action: "retention.edit", target: "retention", before, after, reason };
    return { result: after, change };
  });
  return { timestamp: now.toISOString(), retention };
});
export const { GET, POST, PATCH, DELETE, OPTIONS } = allowOnly("PUT");
