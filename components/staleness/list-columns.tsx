"use client";
/** The columns of the staleness list. */
import { AppLink } from "@/components/ui/app-link";
import { BarTime } from "@/components/ui/bar-time";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { FRESHNESS_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCompact, formatDuration } from "@/lib/client/format";
import { REASON_SENTENCES } from "@/lib/domain/reason-sentences";
import { BASE_OF } from "@/lib/domain/vocabulary";
import { CoverageSpark } from "./coverage-spark";
import type { CoverageShare } from "./coverage-words";
import { openSeriesRerun } from "./open-series-rerun";
import { lagText, REASON_WORDS, stateOf, TIER_WORDS } from "./series-words";

export type SeriesRow = ResponseOf<"staleness">["by_status"]["fresh"][number];

/**
 * Where words and times change by themselves, columns are as wide as they get: nothing jumps under the pointer.
 * @param blocked why the reader may not start work; null = may
 * @param coverage of the streams that the rows are made from; undefined = not known of this board
 */
export function listColumns(
  blocked: string | null,
  coverage: readonly CoverageShare[] | undefined,
): Column<SeriesRow>[] {
  const shares = new Map(coverage?.map((share) => [`${share.symbol} ${share.stream}`, share]));
  return [
    {
      key: "series",
      header: "Series",
      phone: "headline",
      cell: (row) => (
        <AppLink
          href={`/symbols/${row.symbol}?tf=${row.timeframe}`}
          className="underline-quiet whitespace-nowrap font-medium"
        >
          {row.symbol} <span className="text-ink-2">{row.timeframe}</span>
        </AppLink>
      ),
    },
    {
      key: "state",
      className: "tablet:min-w-40",
      header: "In market time",
      cell: (row) => {
        const state = stateOf(row, "market");
        return (
          <>
            <Status state={state}>
              {state.word}
              {row.bars_behind ? `, ${lagText(row.bars_behind)}` : ""}
            </Status>
            {row.snoozed_until ? (
              <span className="block text-idle-ink text-small" data-tip={row.snooze_reason}>
                <Glyph name="moon" /> Snoozed until{" "}
                <Time at={row.snoozed_until} show="clock" plain />
              </span>
            ) : null}
          </>
        );
      },
    },
    {
      key: "reason",
      className: "tablet:min-w-36",
      header: "Reason",
      cell: (row) => (
        <span
          data-tip={REASON_SENTENCES[row.reason]}
          className="text-ink-2 tablet:whitespace-nowrap"
        >
          {REASON_WORDS[row.reason]}
        </span>
      ),
    },
    {
      key: "age",
      className: "tablet:min-w-24",
      header: "By age",
      cell: (row) => (
        <Status state={FRESHNESS_WORDS[row.status]}>
          {row.staleness_seconds === null
            ? FRESHNESS_WORDS[row.status].word
            : formatDuration(row.staleness_seconds)}
          <span className="sr-only"> {FRESHNESS_WORDS[row.status].word}</span>
        </Status>
      ),
    },
    {
      key: "tier",
      header: "Tier",
      cell: (row) => <span className="whitespace-nowrap">{TIER_WORDS[row.criticality]}</span>,
    },
    {
      key: "newest",
      className: "tablet:min-w-28",
      header: "Newest bar",
      cell: (row) => <BarTime at={row.stored_through} timeframe={row.timeframe} />,
    },
    {
      key: "computed",
      className: "tablet:min-w-24",
      header: "Computed",
      cell: (row) => <Time at={row.last_computed_at} />,
    },
    {
      key: "stale",
      className: "tablet:min-w-24",
      header: "Goes stale",
      cell: (row) => <Time at={row.goes_stale_at} />,
    },
    {
      key: "rows",
      header: "Bars",
      align: "right",
      cell: (row) => formatCompact(row.data_point_count),
    },
    ...(coverage === undefined
      ? []
      : [
          {
            key: "coverage",
            header: "30 days",
            cell: ({ symbol, timeframe }: SeriesRow) => (
              <CoverageSpark share={shares.get(`${symbol} ${BASE_OF[timeframe]}`)} />
            ),
          },
        ]),
    {
      key: "error",
      header: "Last error",
      phone: "bare",
      cell: (row) =>
        row.last_error === null ? null : (
          <span className="line-clamp-1 max-w-64 text-bad-ink" data-tip={row.last_error}>
            {row.last_error}
          </span>
        ),
    },
    {
      key: "act",
      header: "Action",
      align: "right",
      phone: "bare",
      cell: (row) => (
        <Button
          size="small"
          aria-label={`Re-run ${row.symbol} ${row.timeframe}`}
          disabledReason={blocked}
          onClick={() => openSeriesRerun([row])}
        >
          Re-run…
        </Button>
      ),
    },
  ];
}
