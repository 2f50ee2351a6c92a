"use client";
/** What stands behind one cell: why, the two watermarks, what is due next, the last error, and what can be done. */
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import { BarTime } from "@/components/ui/bar-time";
import { Button, buttonClass } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { serverNowMs } from "@/lib/client/clock";
import { symbolQuery } from "@/lib/client/queries";
import { useRoleReason } from "@/lib/client/use-role";
import { REASON_SENTENCES } from "@/lib/domain/reason-sentences";
import { type Place, type SeriesKey, seriesAt } from "./matrix-selection";
import { openSeriesRerun } from "./open-series-rerun";
import { openSnooze } from "./open-snooze";
import type { PreparedMatrix } from "./prepare-matrix";
import { isFalseFresh, lagText, stateOf } from "./series-words";
import { SnoozedNote } from "./snoozed-note";
import type { Lens } from "./staleness-filters";

type Series = ResponseOf<"symbol">["series"][number];

const WIDTH_PX = 340;
const HEIGHT_PX = 320;

export function CellCard({
  matrix,
  place,
  lens,
  past,
  anchorId,
  onEnter,
  onLeave,
  onClose,
}: {
  matrix: PreparedMatrix;
  place: Place;
  lens: Lens;
  past: boolean;
  anchorId: string;
  onEnter: () => void;
  onLeave: () => void;
  onClose: () => void;
}) {
  const operator = useRoleReason("operator");
  const series = seriesAt(matrix, place);
  const cell = matrix.rows[place.row]?.row.cells[place.column] ?? null;
  if (!series || !cell) return null;
  const [status, data_status, barsBehind, , reason] = cell;
  const state = stateOf({ status, data_status, reason }, lens);
  return (
    <section
      aria-label={`${series.symbol} ${series.timeframe}`}
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      onFocus={onEnter}
      onBlur={onLeave}
      style={besideOf(anchorId)}
      className="fixed z-30 flex flex-col gap-3 border border-rule bg-raised p-3 shadow-lift max-tablet:inset-x-2 max-tablet:bottom-16 max-tablet:rounded-lg tablet:top-(--y) tablet:left-(--x) tablet:w-(--w) tablet:rounded-lg"
    >
      <header className="flex items-start justify-between gap-3">
        <div>
          <p className="font-semibold">
            {series.symbol} <span className="text-ink-2">{series.timeframe}</span>
          </p>
          <Status state={state}>
            {state.word}
            {barsBehind ? ` by ${lagText(barsBehind)}` : ""}
          </Status>
        </div>
        <button
          type="button"
          aria-label="Close"
          onClick={onClose}
          className="-m-1 p-2 text-ink-3 hover:text-ink tablet:hidden"
        >
          <X className="size-4" aria-hidden="true" />
        </button>
      </header>
      <p>{REASON_SENTENCES[reason]}</p>
      {isFalseFresh({ status, data_status }) ? (
        <p className="border-warn border-l-2 bg-warn-wash px-2 py-1 text-small text-warn-ink">
          Looks fresh by age: it was computed lately, but from old bars.
        </p>
      ) : null}
      {past ? null : <Facts series={series} blocked={operator} />}
      <footer className="flex gap-2">
        <Button
          size="small"
          variant="primary"
          disabledReason={past ? "This board is of the past" : operator}
          onClick={() => openSeriesRerun([series])}
        >
          Re-run…
        </Button>
        <Button
          size="small"
          disabledReason={past ? "This board is of the past" : operator}
          onClick={() => openSnooze([series])}
        >
          Snooze…
        </Button>
        <AppLink
          href={`/symbols/${series.symbol}?tf=${series.timeframe}`}
          className={buttonClass("plain", "small")}
        >
          Why?
        </AppLink>
      </footer>
    </section>
  );
}

/** Below the cell, or above where there is no room below. */
function besideOf(anchorId: string): CSSProperties {
  const box = document.getElementById(anchorId)?.getBoundingClientRect();
  const left = Math.max(8, Math.min(box?.left ?? 8, window.innerWidth - WIDTH_PX - 8));
  const bottom = box?.bottom ?? 0;
  const below = bottom + HEIGHT_PX < window.innerHeight;
  const top = below ? bottom + 6 : Math.max(8, (box?.top ?? 0) - HEIGHT_PX);
  return { "--x": `${left}px`, "--y": `${top}px`, "--w": `${WIDTH_PX}px` } as CSSProperties;
}

function Facts({ series, blocked }: { series: SeriesKey; blocked: string | null }) {
  const { symbol, timeframe } = series;
  const query = useQuery({ ...symbolQuery(symbol), staleTime: 10_000 });
  const found = query.data?.series.find((one) => one.timeframe === timeframe);
  if (found) {
    return (
      <>
        {found.snoozed_until ? (
          <SnoozedNote
            series={series}
            until={found.snoozed_until}
            reason={found.snooze_reason}
            blocked={blocked}
          />
        ) : null}
        <SeriesFacts series={found} />
      </>
    );
  }
  if (query.error) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div role="status" aria-label="Loading the series" className="flex h-[7.25rem] flex-col gap-2">
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-4/5" />
      <Skeleton className="h-3 w-full" />
    </div>
  );
}

function SeriesFacts({ series }: { series: Series }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-small">
      <Fact name="Newest bar">
        <BarTime at={series.stored_through} timeframe={series.timeframe} />
      </Fact>
      <Fact name="Expected">
        <BarTime at={series.expected_through} timeframe={series.timeframe} />
      </Fact>
      <Fact name="Computed">
        <Time at={series.last_computed_at} />
      </Fact>
      <Fact name={isOver(series.next_due_at) ? "Was due" : "Next due"}>
        <Time at={series.next_due_at} />
      </Fact>
      <Fact name={isOver(series.goes_stale_at) ? "Went stale" : "Goes stale"}>
        <Time at={series.goes_stale_at} />
      </Fact>
      {series.last_error ? (
        <Fact name="Last error">
          <span className="line-clamp-2 text-bad-ink" data-tip={series.last_error}>
            {series.last_error}
          </span>
        </Fact>
      ) : null}
      {series.why.next_step ? <Fact name="Next step">{series.why.next_step}</Fact> : null}
    </dl>
  );
}

const isOver = (at: string | null) => at !== null && Date.parse(at) < serverNowMs();

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
