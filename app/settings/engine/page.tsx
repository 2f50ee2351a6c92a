import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { engineDeps } from "@/app/api/engine-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { engineRunsQueryOf, loadEngineFilters } from "@/components/settings/engine/engine-filters";
import { EnginePage } from "@/components/settings/engine/engine-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { engineQuery, engineRunsQuery } from "@/lib/client/settings-queries";
import { engineRuns } from "@/lib/contract/engine";
import { viewEngine } from "@/lib/views/engine";
import { viewEngineRuns } from "@/lib/views/engine-runs";

export const metadata: Metadata = { title: "Engine" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePageActor();
  const deps = engineDeps(new Date());
  const asked = engineRunsQueryOf(await loadEngineFilters(searchParams));
  const reads = [
    prefetch(engineQuery(), () => viewEngine(deps)),
    prefetch(engineRunsQuery(asked), async () =>
      viewEngineRuns(deps, engineRuns.query.parse(asked)),
    ),
  ];
  return (
    <Prefetched reads={reads}>
      <EnginePage />
    </Prefetched>
  );
}
