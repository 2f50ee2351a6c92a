import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import {
  causesQueryOf,
  failuresQueryOf,
  loadFailureFilters,
} from "@/components/failures/failure-filters";
import { FailuresPage } from "@/components/failures/failures-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { failureGroupsQuery, failuresQuery } from "@/lib/client/queries";
import { failureGroups, failures } from "@/lib/contract/failures";
import { viewFailureGroups } from "@/lib/views/failure-groups";
import { viewFailures } from "@/lib/views/failures";

export const metadata: Metadata = { title: "Failures" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePageActor();
  const deps = viewDeps(new Date());
  const filters = await loadFailureFilters(searchParams);
  const causes = causesQueryOf(filters);
  const list = failuresQueryOf(filters);
  const reads = [
    prefetch(failureGroupsQuery(causes), async () =>
      viewFailureGroups(deps, failureGroups.query.parse(causes)),
    ),
    prefetch(failuresQuery(list), async () => viewFailures(deps, failures.query.parse(list))),
  ];
  return (
    <Prefetched reads={reads}>
      <FailuresPage />
    </Prefetched>
  );
}
