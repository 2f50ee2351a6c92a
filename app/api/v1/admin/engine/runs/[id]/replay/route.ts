import { engineDeps } from "@/app/api/engine-deps";
import { getRuntime } from "@/inngest/runtime";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewEngineRun } from "@/lib/views/engine-runs";

export const POST = respond("replayEngineRun", async ({ params: { id }, body, actor, now }) => {
  const { run } = await viewEngineRun(engineDeps(now), { id });
  await withAudit(db, actor, async (tx) => {
    const isReopened = (await getRuntime().engine?.enqueueReplay(tx, id)) ?? false;
    if (!isReopened) {
      throw new AppError(
        "conflict",
        `The run ${id} is ${run.status}; only a failed or cancelled run can be replayed.`,
      );
    }
    return {
      result: undefined,
      change: {
        action: "engine.replay",
        target: `run:${id}`,
        before: { status: run.status, error: run.error?.message ?? null },
        after: { status: "queued" },
        reason: body.reason,
      },
    };
  });
  return { timestamp: now.toISOString(), ok: true };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
