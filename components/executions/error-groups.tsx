"use client";
/** Failures by cause: how many, since when, and what to do about each. */
import { Spark } from "@/components/charts/spark";
import type { Cause } from "@/components/failures/cause";
import { CauseActions } from "@/components/failures/cause-actions";
import { CauseFacts } from "@/components/failures/cause-facts";
import { CausesByAttention } from "@/components/failures/causes-by-attention";
import { AppLink } from "@/components/ui/app-link";
import { causeWords } from "@/components/ui/cause-words";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/client/format";
import { failureGroupsQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";

/** @param from only failures since then */
export function ErrorGroups({
  from,
  showsIgnored,
  onShowIgnored,
}: {
  from: string;
  showsIgnored: boolean;
  onShowIgnored: (show: boolean) => void;
}) {
  const groups = useLiveQuery(failureGroupsQuery({ from }));
  return (
    <QueryStates query={groups} skeleton={<SkeletonRows rows={5} label="Loading errors" />}>
      {(data) => (
        <CausesByAttention
          causes={data.groups}
          showsIgnored={showsIgnored}
          onShowIgnored={onShowIgnored}
          none={<Empty kind="all_clear" title={noneOf(data.groups)} />}
        >
          {(cause) => <GroupLine key={cause.fingerprint} cause={cause} />}
        </CausesByAttention>
      )}
    </QueryStates>
  );
}

function noneOf(groups: readonly Cause[]): string {
  return groups.length === 0
    ? "No job failed in this window"
    : "Every error in this window is ignored";
}

function GroupLine({ cause }: { cause: Cause }) {
  return (
    <li className="grid items-center gap-x-8 gap-y-2 py-3 tablet:grid-cols-[minmax(0,1fr)_10rem_auto]">
      <div className="min-w-0">
        <AppLink
          href={`/failures?fingerprint=${encodeURIComponent(cause.fingerprint)}`}
          className="underline-quiet font-medium"
        >
          {causeWords(cause.fingerprint)}
        </AppLink>
        <CauseFacts cause={cause} />
      </div>
      <Spark
        values={cause.by_day}
        label={`Failures a day over 14 days: ${cause.by_day.join(", ")}`}
        className="text-bad-ink"
      />
      <CauseActions
        cause={cause}
        rerun={`Re-run all of this error (${formatCount(cause.unresolved)})…`}
      />
    </li>
  );
}
