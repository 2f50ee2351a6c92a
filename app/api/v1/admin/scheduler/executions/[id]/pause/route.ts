import { futureInstant } from "@/app/api/future-instant";
import { requireExecution } from "@/app/api/v1/admin/scheduler/require-execution";
import { getRuntime } from "@/inngest/runtime";
import { noteChange } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { pauseExecution } from "@/lib/pipeline/control-execution";

export const POST = respond("pauseExecution", async ({ params, body, actor, now }) => {
  await requireExecution(db, params.id);
  const { reason } = body;
  const until = futureInstant(body.until, now, "body.until");
  await pauseExecution(getRuntime().deps, {
    executionId: params.id,
    by: actor.name,
    reason: reason ?? null,
    until,
    within: (tx) =>
      noteChange(tx, actor, {
        action: "execution.pause",
        target: `execution ${params.id}`,
        after: { until: until?.toISOString() ?? null },
        reason,
      }),
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
