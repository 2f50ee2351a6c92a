"use client";
/** What state each timeframe of the symbol was in. */
import { useMemo } from "react";
import { type Band, prepareBands, troubleByCause } from "@/components/staleness/prepare-bands";
import { REASON_WORDS } from "@/components/staleness/series-words";
import { StateBands } from "@/components/staleness/state-bands";
import { Card } from "@/components/ui/card";
import { Choice } from "@/components/ui/choice";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { Skeleton } from "@/components/ui/skeleton";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { formatDuration } from "@/lib/client/format";
import { freshnessHistoryQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { TIMEFRAMES } from "@/lib/domain/vocabulary";
import { TIMELINE_DAYS } from "./symbol-params";
import { statesQueryOf } from "./symbol-queries";

type Days = (typeof TIMELINE_DAYS)[number];

export function SymbolStates({
  symbol,
  days,
  onDays,
}: {
  symbol: string;
  days: Days;
  onDays: (days: Days) => void;
}) {
  const nowMs = useNow(60_000);
  const asked = statesQueryOf(symbol, days, nowMs);
  const query = useLiveQuery(freshnessHistoryQuery(asked));
  return (
    <Card
      title="States"
      note="in market time; shaded while the exchange was closed"
      aside={
        <Choice
          label="Days"
          value={days}
          options={TIMELINE_DAYS.map((value) => ({ value, label: `${value} d` }))}
          onChange={onDays}
        />
      }
    >
      <QueryStates query={query} skeleton={<Skeleton className="h-44" />}>
        {(data) => <Bands data={data} fromMs={Date.parse(asked.from)} toMs={nowMs} />}
      </QueryStates>
    </Card>
  );
}

function Bands({
  data,
  fromMs,
  toMs,
}: {
  data: ResponseOf<"freshnessHistory">;
  fromMs: number;
  toMs: number;
}) {
  const prepared = useMemo(() => {
    const all = prepareBands(data, { fromMs, toMs, lens: "market" });
    const order = (timeframe: (typeof TIMEFRAMES)[number]) => TIMEFRAMES.indexOf(timeframe);
    return { ...all, bands: all.bands.sort((a, b) => order(a.timeframe) - order(b.timeframe)) };
  }, [data, fromMs, toMs]);
  if (prepared.bands.length === 0) {
    return (
      <Empty kind="nothing_yet" title="No state has been recorded in this stretch">
        A state is written down whenever it changes, from the first run on.
      </Empty>
    );
  }
  return (
    <>
      <StateBands
        label="States of each timeframe"
        prepared={prepared}
        fromMs={fromMs}
        toMs={toMs}
        nameOf={({ timeframe }) => timeframe}
      />
      <p className="mt-3 text-ink-2 text-small">{troubleSentence(prepared.bands, fromMs)}</p>
    </>
  );
}

/** What the symbol cost of its objective, and by what. */
function troubleSentence(bands: readonly Band[], fromMs: number): string {
  const causes = troubleByCause(bands, fromMs);
  if (causes.length === 0) return "Nothing was behind or missing in this stretch.";
  const total = causes.reduce((sum, { seconds }) => sum + seconds, 0);
  const parts = causes.map(
    ({ reason, seconds }) => `${REASON_WORDS[reason].toLowerCase()} ${formatDuration(seconds)}`,
  );
  return `Behind or missing for ${formatDuration(total)}, all timeframes together: ${parts.join(", ")}.`;
}
