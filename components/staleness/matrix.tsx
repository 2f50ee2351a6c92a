"use client";
/** The board: symbols by timeframes. Only the rows in sight are drawn; arrows walk, Space selects, Shift extends. */
import { useVirtualizer } from "@tanstack/react-virtual";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type Dispatch, type SetStateAction, useId, useRef } from "react";
import { CellCard } from "./cell-card";
import { gridAttributes, ROW_GROUP } from "./grid-attributes";
import { useMatrixCursor } from "./matrix-cursor";
import { GroupLineView, MatrixHead, SeriesLineView } from "./matrix-lines";
import { seriesOf } from "./matrix-selection";
import { openSeriesRerun } from "./open-series-rerun";
import type { PreparedMatrix } from "./prepare-matrix";
import type { Lens } from "./staleness-filters";
import { useMatrixShortcuts } from "./use-matrix-shortcuts";

const ROW_PX = 34;
/** The number of rows in sight varies by one or two; what they are drawn in does not follow each of it. */
const SLOTS_STEP = 16;

export function Matrix({
  matrix,
  lens,
  selected,
  onSelect,
  past,
}: {
  matrix: PreparedMatrix;
  lens: Lens;
  selected: ReadonlySet<string>;
  onSelect: Dispatch<SetStateAction<ReadonlySet<string>>>;
  /** The board is not of now: its cells have no present to tell. */
  past: boolean;
}) {
  const id = useId();
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  const { lines, rows, timeframes } = matrix;
  useMatrixShortcuts(scroller);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 5,
    // A turn of the wheel replaces every row: React may draw them in its own task, beside the scrolling.
    useFlushSync: false,
    // Of the server's first rows: as many as most windows have room for.
    initialRect: { width: 1_000, height: 600 },
    scrollPaddingStart: ROW_PX + 4,
    scrollPaddingEnd: ROW_PX,
  });
  const cursor = useMatrixCursor({
    matrix,
    selected,
    onSelect,
    scrollTo: (row) => {
      const line = rows[row];
      if (line) virtualizer.scrollToIndex(lines.indexOf(line));
    },
    onRerun: (series) => {
      if (!past) openSeriesRerun([series]);
    },
    onOpen: ({ symbol, timeframe }) => router.push(`/symbols/${symbol}?tf=${timeframe}` as Route),
  });
  const items = virtualizer.getVirtualItems();
  const slots = SLOTS_STEP * Math.ceil(items.length / SLOTS_STEP);
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  const { active, card } = cursor;
  const template = `minmax(0, var(--head)) repeat(${timeframes.length}, minmax(2rem, 1fr))`;
  return (
    <div className="relative">
      <div
        ref={scroller}
        {...gridAttributes({
          label: "Series by symbol and timeframe",
          rows: rows.length + 1,
          columns: timeframes.length + 1,
          activeId: cellId(active.row, active.column),
          multiselectable: true,
        })}
        {...cursor.handlers}
        className="group/grid scroll-thin max-h-[calc(100dvh-15rem)] min-h-64 desktop:max-h-[max(24rem,calc(100dvh-25.5rem))] select-none overflow-y-auto border-rule border-b outline-offset-2 [--head:5.25rem] desktop:[--head:17rem] tablet:[--head:10rem]"
      >
        <MatrixHead
          timeframes={timeframes}
          template={template}
          onToggleColumn={(column) => cursor.toggle(seriesOf(matrix, { column }))}
        />
        <div className="relative" {...ROW_GROUP} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const line = lines[index];
            if (!line) return null;
            // Moved, not laid out anew: neither the scrolling nor another order shifts what stands still.
            const style = { transform: `translateY(${start}px)`, height: ROW_PX };
            if (line.kind === "group") {
              return <GroupLineView key={line.key} line={line} style={style} />;
            }
            return (
              <SeriesLineView
                // What leaves at one end is drawn over for what comes at the other, instead of made anew.
                key={index % slots}
                line={line}
                lens={lens}
                timeframes={timeframes}
                style={{ ...style, gridTemplateColumns: template }}
                activeColumn={active.row === line.index ? active.column : null}
                selected={selectedText(selected, line.row.symbol, timeframes)}
                cellId={cellId}
                onToggleRow={(row) => cursor.toggle(seriesOf(matrix, { row }))}
              />
            );
          })}
        </div>
      </div>
      {card ? (
        <CellCard
          key={`${card.row} ${card.column}`}
          matrix={matrix}
          place={card}
          lens={lens}
          past={past}
          anchorId={cellId(card.row, card.column)}
          onEnter={cursor.keepCard}
          onLeave={cursor.leave}
          onClose={cursor.hideCard}
        />
      ) : null}
    </div>
  );
}

/** Which of the row's cells are selected, as text, so that rows that do not change are not drawn again. */
function selectedText(
  selected: ReadonlySet<string>,
  symbol: string,
  timeframes: readonly string[],
): string {
  if (selected.size === 0) return "";
  return timeframes.filter((timeframe) => selected.has(`${symbol} ${timeframe}`)).join(" ");
}
