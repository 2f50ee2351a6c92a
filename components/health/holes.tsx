"use client";
/** Holes in the history, which freshness cannot see: the newest bar is there, a day before it is not. */
import { useQuery } from "@tanstack/react-query";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { formatDay, plural } from "@/lib/client/format";
import { useRefreshMs } from "@/lib/client/preferences";
import { coverageQuery } from "@/lib/client/queries";
import { BASE_TIMEFRAMES, type BaseTimeframe } from "@/lib/domain/vocabulary";
import { holesOf, LISTED_HOLES } from "./prepare-holes";

/** As the board of gaps opens. */
const DAYS = 90;
const DAY_MS = 86_400_000;
/** Days become holes after their session, not from one look to the next. */
const KEPT_MS = 60_000;
const ALL_HREF = "/staleness?view=gaps&sort=worst";

const STREAM_WORDS: Record<BaseTimeframe, string> = { "1m": "minute bars", "1d": "daily bars" };

export function Holes() {
  const today = Math.floor(useNow(DAY_MS) / DAY_MS);
  const day = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
  const range = { from: day(today - DAYS + 1), to: day(today) };
  return (
    <Card
      title="Holes in the history"
      note={`last ${DAYS} days, worst first`}
      aside={
        <AppLink href={ALL_HREF} className="underline-quiet text-ink-2">
          All days
        </AppLink>
      }
    >
      <div className="grid gap-x-10 gap-y-4 tablet:grid-cols-2">
        {BASE_TIMEFRAMES.map((stream) => (
          <StreamHoles key={stream} stream={stream} range={range} />
        ))}
      </div>
    </Card>
  );
}

function StreamHoles({
  stream,
  range,
}: {
  stream: BaseTimeframe;
  range: { from: string; to: string };
}) {
  const ask = { ...range, timeframe: stream, order: "worst" as const, limit: LISTED_HOLES + 1 };
  const refreshMs = useRefreshMs();
  const query = useQuery({
    ...coverageQuery(ask),
    staleTime: KEPT_MS,
    // Only what could not be read is asked for again at the page's pace.
    refetchInterval: ({ state }) => state.status === "error" && refreshMs > 0 && refreshMs,
  });
  return (
    <section aria-label={`Holes in ${STREAM_WORDS[stream]}`}>
      <h3 className="label mb-1">{STREAM_WORDS[stream]}</h3>
      <QueryStates query={query} skeleton={<SkeletonRows rows={2} label="Loading the holes" />}>
        {(data) => <HoleList coverage={data} stream={stream} />}
      </QueryStates>
    </section>
  );
}

function HoleList({
  coverage,
  stream,
}: {
  coverage: ResponseOf<"coverage">;
  stream: BaseTimeframe;
}) {
  const { listed, hasMore } = holesOf(coverage);
  if (listed.length === 0) return <Empty kind="all_clear" title="No hole" />;
  return (
    <ul className="divide-y divide-rule">
      {listed.map(({ symbol, days, newestDay }) => (
        <li key={symbol} className="flex items-baseline justify-between gap-3 py-1">
          <AppLink
            href={`/staleness?view=gaps&symbol=${symbol}&stream=${stream}`}
            className="underline-quiet font-medium"
          >
            {symbol}
          </AppLink>
          <span className="text-ink-2 text-small">
            {plural(days, "day")} missing, newest{" "}
            {formatDay(new Date(`${newestDay}T12:00:00Z`), "UTC")}
          </span>
        </li>
      ))}
      {hasMore ? (
        <li className="py-1 text-ink-3 text-small">
          <AppLink href={`${ALL_HREF}&stream=${stream}`} className="underline-quiet">
            more symbols
          </AppLink>
        </li>
      ) : null}
    </ul>
  );
}
