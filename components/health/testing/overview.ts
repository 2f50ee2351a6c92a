/** An overview answer for the tests of the health page. */
import { executionRow } from "@/components/executions/testing/rows";
import type { ResponseOf } from "@/lib/client/call";

type Overview = ResponseOf<"overview">;

const spark = Array.from({ length: 24 }, (_, hour) => hour);

export function overviewAnswer(changes: Partial<Overview> = {}): Overview {
  return {
    timestamp: "2026-11-23T13:00:00.000Z",
    status: "healthy",
    verdict: {
      sentence: "All 214 due series fresh. 36 not due (NYSE closed).",
      since: null,
      cause: null,
      next_step: null,
      failed_jobs: 0,
      failed_execution_id: null,
    },
    components: (["scheduler", "last_execution", "freshness", "provider", "database"] as const).map(
      (key) => ({
        key,
        status: "ok",
        value: "98 %",
        detail: "250 jobs in 1 m 30 s",
        threshold: "Warns above 20 % failed",
        spark,
        href: "/executions",
      }),
    ),
    tiers: [
      {
        criticality: "critical",
        total: 20,
        fresh: 18,
        aging: 0,
        stale: 2,
        missing: 0,
        current: 18,
        behind: 2,
        not_due: 0,
        data_missing: 0,
        rpo_target_seconds: 900,
        worst_lag_seconds: 1_800,
        budget_left_pct: 62.5,
        burn_1h: 2,
        burn_24h: 0.8,
        exhausted_in_seconds: 200_000,
      },
    ],
    upcoming: [],
    faults: [],
    incidents: [],
    recent_executions: [executionRow()],
    changes: [],
    setup: { database: true, engine: true, provider: true, symbols: 50, first_backfill: true },
    ...changes,
  };
}

export const DEGRADED: Partial<Overview> = {
  status: "degraded",
  verdict: {
    sentence: "Degraded since 13:05: 2 critical series stale because the provider returned 429.",
    since: "2026-11-23T12:05:00.000Z",
    cause: "rate_limited",
    next_step: "The next run at 14:10 should clear it.",
    failed_jobs: 2,
    failed_execution_id: "0199a0de-0000-7000-8000-000000000001",
  },
};
