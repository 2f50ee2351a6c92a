"use client";
/** The calendar of stored bars: a line per symbol, a share of it per day. A press opens a day, a drag marks a block. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useId, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { LOOKS } from "./day-looks";
import {
  cellAttributes,
  gridAttributes,
  ROW_GROUP,
  ROW_HEADER,
  rowAttributes,
} from "./grid-attributes";
import { useHeatMapCursor } from "./heat-map-cursor";
import { dayWords, monthName } from "./heat-map-words";
import {
  type Block,
  type Coverage,
  type CoverageRow,
  type DayPlace,
  halfDaysOf,
  monthsOf,
  runsOf,
} from "./prepare-coverage";
import { useCalendarShortcuts } from "./use-matrix-shortcuts";

const ROW_PX = 24;
/** A month needs this many days to have room for its name. */
const MONTH_LEAST = 9;

export function HeatMap({
  coverage,
  block,
  onBlock,
  onOpen,
}: {
  coverage: Coverage;
  block: Block | null;
  onBlock: (block: Block | null) => void;
  onOpen: (place: DayPlace) => void;
}) {
  const id = useId();
  const scroller = useRef<HTMLDivElement | null>(null);
  const { days, rows } = coverage;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    initialRect: { width: 1_000, height: 700 },
    scrollPaddingStart: 2 * ROW_PX,
  });
  const cursor = useHeatMapCursor({
    rows: rows.length,
    days: days.length,
    block,
    onBlock,
    onOpen,
    scrollTo: (row) => virtualizer.scrollToIndex(row),
  });
  const { active, pointed } = cursor;
  useCalendarShortcuts(scroller);
  return (
    <>
      <p aria-live="polite" className="mb-1 min-h-5 text-small">
        {dayWords(coverage, pointed)}
      </p>
      <div
        // Newest days first in sight.
        ref={(element) => {
          if (element && scroller.current === null) element.scrollLeft = element.scrollWidth;
          scroller.current = element;
        }}
        {...gridAttributes({
          label: "Stored bars by symbol and day",
          rows: rows.length,
          columns: days.length + 1,
          activeId: `${id}-active`,
        })}
        {...cursor.handlers}
        className="group/heat scroll-thin max-h-[60dvh] select-none overflow-auto outline-offset-2 [--cell:5px] pointer-coarse:[--cell:11px]"
        style={{ "--n": days.length } as CSSProperties}
      >
        <div className="min-w-[calc(var(--n)*var(--cell)+5.5rem)]">
          <MonthLine days={days} />
          <div {...ROW_GROUP} className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              return row ? (
                <HeatLine
                  key={row.symbol}
                  row={row}
                  index={index}
                  days={days.length}
                  topPx={start}
                  activeDay={active.row === index ? active.day : null}
                  activeId={`${id}-active`}
                  activeWords={active.row === index ? dayWords(coverage, active) : ""}
                  block={block}
                />
              ) : null;
            })}
            <HalfDays days={days} />
          </div>
        </div>
      </div>
    </>
  );
}

function MonthLine({ days }: { days: Coverage["days"] }) {
  return (
    <div
      aria-hidden="true"
      className="sticky top-0 z-10 flex border-rule-strong border-b bg-paper text-ink-3 text-micro"
    >
      <span className="sticky left-0 z-10 w-22 shrink-0 bg-paper tablet:w-36" />
      <div className="relative h-6 grow">
        {monthsOf(days, MONTH_LEAST).map(({ index, day }) => (
          <span
            key={day}
            className="absolute bottom-1 whitespace-nowrap border-rule-strong border-l pl-1"
            style={{ left: `${(index / days.length) * 100}%` }}
          >
            {monthName(day)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Half days are dotted over all lines. */
function HalfDays({ days }: { days: Coverage["days"] }) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-y-0 right-0 left-22 tablet:left-36"
    >
      {halfDaysOf(days).map((index) => (
        <span
          key={index}
          className="absolute inset-y-0 border-ink border-x border-dotted"
          style={spanStyle(index, 1, days.length)}
        />
      ))}
    </div>
  );
}

function spanStyle(from: number, length: number, days: number): CSSProperties {
  return { left: `${(from / days) * 100}%`, width: `${(length / days) * 100}%` };
}

function HeatLine({
  row,
  index,
  days,
  topPx,
  activeDay,
  activeId,
  activeWords,
  block,
}: {
  row: CoverageRow;
  index: number;
  days: number;
  topPx: number;
  activeDay: number | null;
  activeId: string;
  activeWords: string;
  block: Block | null;
}) {
  const marked = block && inBlock(block, index);
  return (
    <div
      {...rowAttributes(index)}
      className="absolute inset-x-0 flex items-center"
      style={{ top: topPx, height: ROW_PX }}
    >
      <div
        {...ROW_HEADER}
        className="sticky left-0 z-[5] flex h-full w-22 shrink-0 items-center justify-between gap-2 bg-paper pr-3 text-small tablet:w-36"
      >
        <span className="truncate font-medium">{row.symbol}</span>
        {row.missing_days > 0 ? (
          <span className="text-bad-ink" data-tip={`${row.missing_days} days with missing bars`}>
            {row.missing_days}
            <span className="sr-only"> days with missing bars</span>
          </span>
        ) : null}
      </div>
      <div data-heat-row={index} className="relative h-[18px] grow cursor-cell">
        {runsOf(row.cells).map((run) => (
          <span
            key={run.from}
            aria-hidden="true"
            className={cx("absolute inset-y-0", LOOKS[run.look].className)}
            style={spanStyle(run.from, run.days, days)}
          />
        ))}
        <span
          aria-hidden="true"
          className="absolute inset-0"
          style={{
            backgroundImage:
              "linear-gradient(to right, transparent calc(100% - 1px), var(--color-paper) calc(100% - 1px))",
            backgroundSize: `calc(100% / ${days}) 100%`,
          }}
        />
        {marked ? (
          <span
            aria-hidden="true"
            className="absolute inset-y-0 bg-live opacity-45"
            style={spanStyle(marked.from, marked.days, days)}
          />
        ) : null}
        <span
          {...(activeDay === null
            ? cellAttributes({ label: `${row.missing_days} days missing` })
            : cellAttributes({ label: activeWords, id: activeId, column: activeDay + 1 }))}
          className={cx(
            "absolute inset-y-0",
            activeDay !== null && "group-focus-visible/heat:shadow-[0_0_0_2px_var(--color-focus)]",
          )}
          style={activeDay === null ? undefined : spanStyle(activeDay, 1, days)}
        />
      </div>
    </div>
  );
}

function inBlock({ from, to }: Block, row: number): { from: number; days: number } | null {
  if (row < Math.min(from.row, to.row) || row > Math.max(from.row, to.row)) return null;
  const left = Math.min(from.day, to.day);
  return { from: left, days: Math.max(from.day, to.day) - left + 1 };
}
