import { toScope } from "@/app/api/start-work";
import { askedSeries } from "@/app/api/v1/admin/backfill/asked-series";
import { getRuntime } from "@/inngest/runtime";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { planExecution } from "@/lib/pipeline/plan-execution";
import { listDelays } from "@/lib/views/schedule-delays";

const JOBS_LISTED = 2000;

export const POST = respond("previewBackfill", async ({ body, now }) => {
  const { deps } = getRuntime();
  const plan = await planExecution(deps, {
    scope: toScope(body, await askedSeries(db, body)),
    newestFirst: body.newest_first ?? false,
  });
  const budget = deps.provider.budget?.();
  const isLimited = budget !== undefined && budget.requestsPerMinute > 0;
  const jobs = plan.jobs.slice(0, JOBS_LISTED);
  return {
    timestamp: now.toISOString(),
    token: plan.token,
    total_symbols: plan.symbols.length,
    total_jobs: plan.jobs.length,
    requests: plan.requests,
    estimated_seconds: plan.estimatedMs / 1000,
    budget_per_minute: isLimited ? budget.requestsPerMinute : null,
    budget_left: isLimited ? Math.floor(budget.available) : null,
    conflicts: plan.conflicts.map(({ symbol, timeframe, executionId }) => ({
      symbol,
      timeframe,
      execution_id: executionId,
    })),
    delays: deps.isScheduleOn ? listDelays(deps.policy(), now, plan.estimatedMs) : [],
    jobs: jobs.map(({ symbol, timeframe }) => ({ symbol, timeframe })),
    jobs_listed: jobs.length,
  };
});
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
