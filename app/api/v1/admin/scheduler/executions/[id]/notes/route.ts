import { requireExecution } from "@/app/api/v1/admin/scheduler/require-execution";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("noteExecution", async ({ params, body, actor, now }) => {
  await requireExecution(db, params.id);
  const message = `${actor.name}: ${body.text}`;
  await withAudit(db, actor, async (tx) => {
    await insertLogLines(tx, [{ executionId: params.id, at: now, level: "note", message }]);
    return {
      result: undefined,
      change: { action: "execution.note", target: `execution ${params.id}`, reason: body.text },
    };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
