"use client";
/** A card per timeframe: state, lag, both watermarks, what is due, and how whole the last 30 days are. Pressing one shows it below. */
import type { ReactNode } from "react";
import { coverageDaysHref } from "@/components/staleness/coverage-words";
import { lagText, stateOf } from "@/components/staleness/series-words";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { FRESHNESS_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { formatCompact, formatPct } from "@/lib/client/format";
import { BASE_OF, type Timeframe } from "@/lib/domain/vocabulary";
import type { SymbolData } from "./symbol-data";

type Series = SymbolData["series"][number];

export function TimeframeCards({
  series,
  shown,
  onShow,
}: {
  series: readonly Series[];
  shown: Timeframe;
  onShow: (timeframe: Timeframe) => void;
}) {
  return (
    <ul
      aria-label="Timeframes"
      className="grid grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] gap-px border-ink border-t bg-rule"
    >
      {series.map((one) => (
        <li key={one.timeframe} className="bg-paper">
          <TimeframeCard
            series={one}
            shown={one.timeframe === shown}
            onShow={() => onShow(one.timeframe)}
          />
        </li>
      ))}
    </ul>
  );
}

function TimeframeCard({
  series,
  shown,
  onShow,
}: {
  series: Series;
  shown: boolean;
  onShow: () => void;
}) {
  const state = stateOf(series, "market");
  const age = FRESHNESS_WORDS[series.status];
  return (
    <div className={cx("relative h-full px-3 py-2.5 hover:bg-hover", shown && "bg-hover")}>
      <p className="flex items-baseline justify-between gap-2">
        <button
          type="button"
          aria-pressed={shown}
          onClick={onShow}
          className="font-semibold text-large after:absolute after:inset-0"
        >
          {series.timeframe}
        </button>
        <span className="text-ink-3 text-small">{formatCompact(series.data_point_count)} bars</span>
      </p>
      <Status state={state}>
        {state.word}
        {series.bars_behind ? `, ${lagText(series.bars_behind)}` : ""}
      </Status>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 text-small [&_button]:relative [&_button]:z-[1]">
        <Fact name="Newest bar">
          <Time at={series.stored_through} show="clock" />
        </Fact>
        <Fact name="Computed">
          <Time at={series.last_computed_at} />{" "}
          <span data-tip={`By age: ${age.word}`} className="relative z-[1]">
            <Status state={age} quiet />
          </span>
        </Fact>
        <Fact name="Next due">
          <Time at={series.next_due_at} />
        </Fact>
        <Fact name="Goes stale">
          <Time at={series.goes_stale_at} />
        </Fact>
        <Fact name="30 days">
          <WholeDays series={series} />
        </Fact>
      </dl>
    </div>
  );
}

function WholeDays({ series: { symbol, timeframe, coverage_30d_pct: pct } }: { series: Series }) {
  if (pct === null) return "–";
  return (
    <AppLink
      href={coverageDaysHref({ symbol, stream: BASE_OF[timeframe] })}
      data-tip="Show the days"
      className={cx("underline-quiet relative z-[1]", pct < 100 && "text-bad-ink")}
    >
      {formatPct(pct)} of days whole
    </AppLink>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="truncate text-right">{children}</dd>
    </>
  );
}
