import { requireExecution } from "@/app/api/v1/admin/scheduler/require-execution";
import { getRuntime } from "@/inngest/runtime";
import { noteChange } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { cancelExecution } from "@/lib/pipeline/control-execution";

export const POST = respond("cancelExecution", async ({ params, body, actor, now }) => {
  await requireExecution(db, params.id);
  const { reason } = body;
  const { finishing, cancelled } = await cancelExecution(getRuntime().deps, {
    executionId: params.id,
    by: actor.name,
    reason: reason ?? null,
    within: (tx) =>
      noteChange(tx, actor, {
        action: "execution.cancel",
        target: `execution ${params.id}`,
        reason,
      }),
  });
  return { timestamp: now.toISOString(), finishing, cancelled };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
