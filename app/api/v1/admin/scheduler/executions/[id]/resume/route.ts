import { requireExecution } from "@/app/api/v1/admin/scheduler/require-execution";
import { getRuntime } from "@/inngest/runtime";
import { noteChange } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { resumeExecution } from "@/lib/pipeline/control-execution";

export const POST = respond("resumeExecution", async ({ params, actor, now }) => {
  await requireExecution(db, params.id);
  await resumeExecution(getRuntime().deps, {
    executionId: params.id,
    by: actor.name,
    within: (tx) =>
      noteChange(tx, actor, { action: "execution.resume", target: `execution ${params.id}` }),
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
