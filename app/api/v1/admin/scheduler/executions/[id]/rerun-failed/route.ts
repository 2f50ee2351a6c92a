import { startWork } from "@/app/api/start-work";
import { failedSeries } from "@/app/api/v1/admin/backfill/asked-series";
import { requireExecution } from "@/app/api/v1/admin/scheduler/require-execution";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const POST = respond("rerunFailed", async ({ params, body, actor, now }) => {
  await requireExecution(db, params.id);
  return startWork(
    { actor, now },
    {
      action: "execution.rerun_failed",
      trigger: "rerun",
      parentExecutionId: params.id,
      scope: { series: await failedSeries(db, params.id, body.include_missing) },
      newestFirst: body.newest_first ?? false,
      priority: body.priority ?? 0,
      reason: body.reason ?? null,
      ...(body.token === undefined ? {} : { token: body.token }),
    },
  );
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
