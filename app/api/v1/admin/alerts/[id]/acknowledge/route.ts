import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { acknowledgeAlert } from "@/lib/pipeline/answer-alert";

export const POST = respond("acknowledgeAlert", async ({ params, body, actor, now }) => {
  const { reason } = body;
  await withAudit(db, actor, async (tx) => {
    await acknowledgeAlert({ tx, now }, { id: params.id, actor: actor.name, reason });
    return {
      result: undefined,
      change: { action: "alert.acknowledge", target: `alert ${params.id}`, reason },
    };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
