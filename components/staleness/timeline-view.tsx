"use client";
/** What every series was in the chosen stretch of time. */
import { useMemo } from "react";
import { Choice } from "@/components/ui/choice";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { plural } from "@/lib/client/format";
import { freshnessHistoryQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { NoSeries } from "./no-series";
import { type Band, prepareBands } from "./prepare-bands";
import {
  type FilterChange,
  isNarrowed,
  lensOf,
  type StalenessFilters,
  TIMELINE_HOURS,
} from "./staleness-filters";
import { timelineQueryOf } from "./staleness-queries";
import { StateBands } from "./state-bands";

const HOUR_LABELS = { "24": "24 h", "168": "7 d", "720": "30 d", "2160": "90 d" } as const;

export function TimelineView({
  filters,
  onChange,
}: {
  filters: StalenessFilters;
  onChange: (change: FilterChange) => void;
}) {
  const nowMs = useNow(60_000);
  const asked = timelineQueryOf(filters, nowMs);
  const query = useLiveQuery(freshnessHistoryQuery(asked), filters.at === null);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-3 text-small">Shaded: hours in which the exchange was closed</p>
        <Choice
          label="Stretch of time"
          value={filters.hours}
          options={TIMELINE_HOURS.map((value) => ({ value, label: HOUR_LABELS[value] }))}
          onChange={(hours) => onChange({ hours })}
        />
      </div>
      <QueryStates query={query} skeleton={<SkeletonRows rows={14} label="Loading states" />}>
        {(data) => (
          <Bands
            data={data}
            filters={filters}
            onChange={onChange}
            fromMs={Date.parse(asked.from)}
            toMs={filters.at?.getTime() ?? nowMs}
          />
        )}
      </QueryStates>
    </>
  );
}

function Bands({
  data,
  filters,
  onChange,
  fromMs,
  toMs,
}: {
  data: ResponseOf<"freshnessHistory">;
  filters: StalenessFilters;
  onChange: (change: FilterChange) => void;
  fromMs: number;
  toMs: number;
}) {
  const lens = lensOf(filters);
  const prepared = useMemo(() => {
    const all = prepareBands(data, { fromMs, toMs, lens });
    return { ...all, bands: all.bands.filter((band) => isBandMatch(band, filters)) };
  }, [data, fromMs, toMs, lens, filters]);
  if (prepared.bands.length === 0) {
    if (isNarrowed(filters)) return <NoSeries filters={filters} onChange={onChange} />;
    return (
      <Empty kind="nothing_yet" title="No state has been recorded in this stretch">
        A series' state is written down whenever it changes, from the first run on.
      </Empty>
    );
  }
  return (
    <>
      {data.truncated ? (
        <p role="status" className="mb-2 border-warn border-l-2 bg-warn-wash px-3 py-1.5">
          More changed than can be shown: {plural(prepared.bands.length, "series", "series")} of
          these filters are drawn. Narrow the search or the stretch of time to see the others.
        </p>
      ) : null}
      <StateBands label="States over time" prepared={prepared} fromMs={fromMs} toMs={toMs} />
    </>
  );
}

/** What the answer was not asked for; states are those at the end of the stretch. */
function isBandMatch(band: Band, filters: StalenessFilters): boolean {
  const last = band.spans.at(-1);
  if (!last || !band.symbol.startsWith(filters.symbol)) return false;
  return (
    (filters.status.length === 0 || filters.status.some((status) => status === last.status)) &&
    (filters.data_status.length === 0 || filters.data_status.includes(last.data_status)) &&
    (filters.reason.length === 0 || filters.reason.includes(last.reason))
  );
}
