import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import {
  loadStalenessFilters,
  type StalenessFilters,
  type View,
} from "@/components/staleness/staleness-filters";
import { StalenessPage } from "@/components/staleness/staleness-page";
import {
  countsQueryOf,
  coverageQueryOf,
  listQueryOf,
  matrixQueryOf,
  timelineQueryOf,
} from "@/components/staleness/staleness-queries";
import { requirePageActor } from "@/lib/auth/page-actor";
import {
  coverageQuery,
  freshnessHistoryQuery,
  stalenessMatrixQuery,
  stalenessQuery,
} from "@/lib/client/queries";
import { coverage, freshnessHistory, staleness, stalenessMatrix } from "@/lib/contract/staleness";
import { viewCoverage } from "@/lib/views/coverage";
import type { ViewDeps } from "@/lib/views/deps";
import { viewFreshnessHistory } from "@/lib/views/freshness-history";
import { viewStaleness } from "@/lib/views/staleness";
import { viewStalenessMatrix } from "@/lib/views/staleness-matrix";

export const metadata: Metadata = { title: "Staleness" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePageActor();
  const filters = await loadStalenessFilters(searchParams);
  const reads = READS[filters.view](viewDeps(new Date()), filters);
  return (
    <Prefetched reads={reads}>
      <StalenessPage />
    </Prefetched>
  );
}

type Read = ReturnType<typeof prefetch>;

/** What the chosen view asks first; the other views ask when they are opened. */
const READS: Record<View, (deps: ViewDeps, filters: StalenessFilters) => Read[]> = {
  matrix: (deps, filters) => {
    const query = matrixQueryOf(filters);
    return [
      prefetch(stalenessMatrixQuery(query), async () =>
        viewStalenessMatrix(deps, stalenessMatrix.query.parse(query)),
      ),
    ];
  },
  // With the counts on the chips; where both ask the same, it is read once.
  list: (deps, filters) =>
    [
      listQueryOf(filters),
      countsQueryOf(filters, "status"),
      countsQueryOf(filters, "data_status"),
    ].map((query) =>
      prefetch(stalenessQuery(query), async () =>
        viewStaleness(deps, staleness.query.parse(query)),
      ),
    ),
  gaps: (deps, filters) => {
    const query = coverageQueryOf(filters, deps.now.getTime());
    return [
      prefetch(coverageQuery(query), async () => viewCoverage(deps, coverage.query.parse(query))),
    ];
  },
  timeline: (deps, filters) => {
    const query = timelineQueryOf(filters, deps.now.getTime());
    return [
      prefetch(freshnessHistoryQuery(query), async () =>
        viewFreshnessHistory(deps, freshnessHistory.query.parse(query)),
      ),
    ];
  },
};
