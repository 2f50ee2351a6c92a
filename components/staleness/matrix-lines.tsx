"use client";
/** The lines of the matrix: its head, a group's heading, and a symbol with its cells. */
import { type CSSProperties, memo } from "react";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { Glyph } from "@/components/ui/glyph";
import { TONE_TEXT, TONE_WASH, type Tone } from "@/components/ui/state-words";
import { plural } from "@/lib/client/format";
import type { Timeframe } from "@/lib/domain/vocabulary";
import { COLUMN_HEADER, cellAttributes, ROW_HEADER, rowAttributes } from "./grid-attributes";
import type { GroupLine, SeriesLine } from "./prepare-matrix";
import { type MatrixCell, REASON_WORDS, stateOf, TIER_WORDS } from "./series-words";
import type { Lens } from "./staleness-filters";

export function MatrixHead({
  timeframes,
  template,
  onToggleColumn,
}: {
  timeframes: readonly Timeframe[];
  template: string;
  onToggleColumn: (column: number) => void;
}) {
  return (
    <div
      {...rowAttributes(0)}
      className="label sticky top-0 z-10 grid items-end border-rule-strong border-b bg-paper"
      style={{ gridTemplateColumns: template }}
    >
      <span {...COLUMN_HEADER} className="py-1.5">
        Symbol
      </span>
      {timeframes.map((timeframe, column) => (
        <span key={timeframe} {...COLUMN_HEADER}>
          <button
            type="button"
            tabIndex={-1}
            data-tip={`Select what matches in ${timeframe}`}
            onClick={() => onToggleColumn(column)}
            className="w-full py-1.5 pl-1.5 text-left hover:text-ink tablet:pl-2.5"
          >
            {timeframe}
          </button>
        </span>
      ))}
    </div>
  );
}

export function GroupLineView({ line, style }: { line: GroupLine; style: CSSProperties }) {
  return (
    <div
      {...rowAttributes()}
      className="absolute inset-x-0 top-0 flex items-end gap-2 border-rule-strong border-b pb-1 font-semibold"
      style={style}
    >
      <span {...ROW_HEADER}>
        {line.label}
        <span className="ml-2 font-normal text-ink-3 text-small">
          {plural(line.symbols, "symbol")}
        </span>
      </span>
    </div>
  );
}

type SeriesLineProps = {
  line: SeriesLine;
  lens: Lens;
  timeframes: readonly Timeframe[];
  style: CSSProperties;
  activeColumn: number | null;
  /** Timeframes that are selected, separated by spaces. */
  selected: string;
  cellId: (row: number, column: number) => string;
  onToggleRow: (row: number) => void;
};

function sameLine(before: SeriesLineProps, after: SeriesLineProps): boolean {
  return (
    before.line.row === after.line.row &&
    before.line.index === after.line.index &&
    before.line.matches.every((matches, column) => matches === after.line.matches[column]) &&
    before.lens === after.lens &&
    before.style.transform === after.style.transform &&
    before.activeColumn === after.activeColumn &&
    before.selected === after.selected
  );
}

export const SeriesLineView = memo(function SeriesLineView(props: SeriesLineProps) {
  const { line, timeframes, style, activeColumn } = props;
  const { row, index } = line;
  const selected = props.selected.split(" ");
  return (
    <div
      {...rowAttributes(index + 1)}
      className="contain-strict absolute inset-x-0 top-0 grid border-rule border-b hover:bg-hover"
      style={style}
    >
      <div {...ROW_HEADER} className="flex min-w-0 items-center gap-2 pr-2 tablet:pr-4">
        <AppLink
          href={`/symbols/${row.symbol}`}
          tabIndex={-1}
          className="underline-quiet shrink-0 truncate font-medium max-tablet:max-w-full"
        >
          {row.symbol}
        </AppLink>
        {row.paused ? (
          <span data-tip="Paused" className="text-idle-ink">
            <Glyph name="pause" />
            <span className="sr-only">Paused</span>
          </span>
        ) : null}
        <span className="min-w-0 grow truncate text-ink-3 text-small max-desktop:hidden">
          {row.name}
        </span>
        <button
          type="button"
          tabIndex={-1}
          onClick={() => props.onToggleRow(index)}
          data-tip={`Select what matches of ${row.symbol}`}
          className={cx(
            "ml-auto shrink-0 text-small hover:text-ink max-tablet:hidden",
            row.criticality === "critical" ? "font-medium text-ink-2" : "text-ink-3",
          )}
        >
          {TIER_WORDS[row.criticality].replace(" priority", "")}
        </button>
      </div>
      {timeframes.map((timeframe, column) => {
        const cell = row.cells[column] ?? null;
        return (
          <CellView
            key={timeframe}
            cell={cell}
            name={`${row.symbol} ${timeframe}`}
            lens={props.lens}
            id={props.cellId(index, column)}
            row={index}
            column={column}
            matches={line.matches[column] ?? false}
            snoozed={row.snoozed.includes(timeframe)}
            active={activeColumn === column}
            selected={selected.includes(timeframe)}
          />
        );
      })}
    </div>
  );
}, sameLine);

/** Four places at most; null when nothing is behind. */
function lagFigure(barsBehind: number | null): string | null {
  if (barsBehind === null || barsBehind <= 0) return null;
  return barsBehind > 999 ? "999+" : String(barsBehind);
}

/** Only what needs a hand stands on a wash. */
const TROUBLE: ReadonlySet<Tone> = new Set(["bad", "lost"]);

type CellViewProps = {
  cell: MatrixCell | null;
  name: string;
  lens: Lens;
  id: string;
  row: number;
  column: number;
  matches: boolean;
  snoozed: boolean;
  active: boolean;
  selected: boolean;
};

function CellView({ cell, name, id, row, column, active, selected, ...rest }: CellViewProps) {
  const place = { "data-row": row, "data-column": column };
  const frame = cx(
    "relative flex min-w-0 items-center gap-1.5 pl-1.5 outline-offset-[-2px] tablet:pl-2.5",
    active && "group-focus-visible/grid:outline-2 group-focus-visible/grid:outline-focus",
    selected && "bg-live-wash shadow-[inset_0_0_0_1.5px_var(--color-live)]",
  );
  if (cell === null) {
    return (
      <div {...cellAttributes({ id, label: `${name}: not tracked` })} className={frame} {...place}>
        <span aria-hidden="true" className="text-ink-3 opacity-50">
          –
        </span>
      </div>
    );
  }
  const [status, data_status, barsBehind, graceUsed, reason] = cell;
  const state = stateOf({ status, data_status, reason }, rest.lens);
  const calm = state.tone === "ok" || state.tone === "idle";
  // What is silenced asks for no hand.
  const washed = TROUBLE.has(state.tone) && rest.matches && !selected && !rest.snoozed;
  const lag = lagFigure(barsBehind);
  return (
    <div
      {...cellAttributes({
        id,
        selected,
        // What is seen, "3 Rate limited", stands in what is heard, so that it can also be spoken: with the space between.
        label: `${name}: ${state.word}${lag === null ? "" : `, bars behind ${lag}`}, ${REASON_WORDS[reason]}${rest.snoozed ? ", snoozed" : ""}`,
      })}
      className={cx(
        frame,
        TONE_TEXT[state.tone],
        washed && TONE_WASH[state.tone],
        !rest.matches && "opacity-30",
      )}
      {...place}
    >
      <Glyph name={state.glyph} className={calm ? "opacity-80" : ""} />
      {lag === null ? null : <span className="font-medium text-small">{lag}</span>}{" "}
      {calm ? null : (
        <span className="truncate text-ink-2 text-small max-wide:hidden">
          {REASON_WORDS[reason]}
        </span>
      )}
      {rest.snoozed ? (
        <span className="ml-auto pr-1.5 text-idle-ink" data-tip="Snoozed">
          <Glyph name="moon" />
        </span>
      ) : null}
      <GraceBar used={graceUsed} />
    </div>
  );
}

/** How much of the grace is gone. */
function GraceBar({ used }: { used: number | null }) {
  if (used === null || used <= 0) return null;
  return (
    <span
      aria-hidden="true"
      className="absolute bottom-0 left-0 h-0.5 bg-current"
      style={{ width: `${Math.min(1, used) * 100}%` }}
    />
  );
}
