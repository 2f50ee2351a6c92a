import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { loadExecutionFilters } from "@/components/executions/execution-filters";
import { historyQueryOf, statsQueryOf } from "@/components/executions/execution-queries";
import { ExecutionsPage } from "@/components/executions/executions-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { executionHistoryQuery, executionStatsQuery } from "@/lib/client/queries";
import { executionHistory, executionStats } from "@/lib/contract/executions";
import { viewExecutionHistory } from "@/lib/views/execution-history";
import { viewExecutionStats } from "@/lib/views/execution-stats";

export const metadata: Metadata = { title: "Executions" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePageActor();
  const now = new Date();
  const deps = viewDeps(now);
  const filters = await loadExecutionFilters(searchParams);
  const history = historyQueryOf(filters, now.getTime());
  const stats = statsQueryOf(filters, now.getTime());
  const reads = [
    prefetch(executionHistoryQuery(history), async () =>
      viewExecutionHistory(deps, executionHistory.query.parse(history)),
    ),
    prefetch(executionStatsQuery(stats), async () =>
      viewExecutionStats(deps, executionStats.query.parse(stats)),
    ),
  ];
  return (
    <Prefetched reads={reads}>
      <ExecutionsPage />
    </Prefetched>
  );
}
