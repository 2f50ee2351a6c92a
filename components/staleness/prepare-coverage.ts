/** Chooses what the calendar of stored bars shows: runs of like days, months, half days, and what a dragged block means. Pure. */
import type { BackfillBody } from "@/components/rerun/open-rerun";
import type { ResponseOf } from "@/lib/client/call";
import { dayNumber } from "@/lib/domain/calendar-days";
import { newYorkInstantMs } from "@/lib/domain/calendar-new-york";
import { BASE_OF, type BaseTimeframe, TIMEFRAMES } from "@/lib/domain/vocabulary";

export type Coverage = Pick<ResponseOf<"coverage">, "days" | "rows">;
export type CoverageRow = Coverage["rows"][number];
export type DayCell = CoverageRow["cells"][number];

/** How a day looks: `part` is a day of which something is there but too little. */
export const DAY_LOOKS = [
  "complete",
  "sparse",
  "part",
  "missing",
  "empty",
  "outside",
  "closed",
  "not_due",
] as const;
export type DayLook = (typeof DAY_LOOKS)[number];

function lookOf([state, stored]: DayCell): DayLook {
  switch (state) {
    case "complete":
    case "closed":
    case "not_due":
      return state;
    case "sparse_normal":
      return "sparse";
    case "confirmed_empty":
      return "empty";
    case "before_listing":
    case "beyond_plan":
      return "outside";
    case "missing":
      return stored > 0 ? "part" : "missing";
  }
}

/** Days that look the same, side by side. */
export type DayRun = { from: number; days: number; look: DayLook };

export function runsOf(cells: readonly DayCell[]): DayRun[] {
  const runs: DayRun[] = [];
  cells.forEach((cell, index) => {
    const look = lookOf(cell);
    const last = runs.at(-1);
    if (last?.look === look) last.days += 1;
    else runs.push({ from: index, days: 1, look });
  });
  return runs;
}

/** Where each month begins; a month of less than `least` days at the left edge has no room for its name. */
export function monthsOf(
  days: readonly { day: string }[],
  least: number,
): { index: number; day: string }[] {
  const starts = days.flatMap(({ day }, index) =>
    index === 0 || day.endsWith("-01") ? [{ index, day }] : [],
  );
  return starts.filter(({ index }, at) => (starts[at + 1]?.index ?? days.length) - index >= least);
}

export function halfDaysOf(days: Coverage["days"]): number[] {
  return days.flatMap(({ session }, index) => (session === "half" ? [index] : []));
}

export type DayPlace = { row: number; day: number };

/** Two corners, in any order. */
export type Block = { from: DayPlace; to: DayPlace };

export type BlockFacts = {
  rows: CoverageRow[];
  firstDay: string;
  lastDay: string;
  days: number;
  /** Of these rows and days, those with too little or nothing. */
  gapDays: number;
};

export function blockFacts(coverage: Coverage, { from, to }: Block): BlockFacts | null {
  const [top, bottom] = [Math.min(from.row, to.row), Math.max(from.row, to.row)];
  const [left, right] = [Math.min(from.day, to.day), Math.max(from.day, to.day)];
  const rows = coverage.rows.slice(top, bottom + 1);
  const first = coverage.days[left];
  const last = coverage.days[right];
  if (rows.length === 0 || !first || !last) return null;
  const gapDays = rows
    .flatMap(({ cells }) => cells.slice(left, right + 1))
    .filter(([state]) => state === "missing").length;
  return { rows, firstDay: first.day, lastDay: last.day, days: right - left + 1, gapDays };
}

/** Asks for whole trading days: midnight in New York, in UTC for crypto; the wider of both where a block holds both. */
export function backfillBodyOf(
  { rows, firstDay, lastDay }: Pick<BlockFacts, "rows" | "firstDay" | "lastDay">,
  stream: BaseTimeframe,
): BackfillBody {
  const zones = new Set(rows.map(({ asset_class }) => (asset_class === "crypto" ? "utc" : "ny")));
  const midnight = (day: number, zone: string) =>
    zone === "utc" ? day * 86_400_000 : newYorkInstantMs(day, 0);
  const starts = [...zones].map((zone) => midnight(dayNumber(firstDay), zone));
  const ends = [...zones].map((zone) => midnight(dayNumber(lastDay) + 1, zone));
  return {
    symbols: rows.map(({ symbol }) => symbol),
    timeframes: TIMEFRAMES.filter((timeframe) => BASE_OF[timeframe] === stream),
    from: new Date(Math.min(...starts)).toISOString(),
    to: new Date(Math.max(...ends)).toISOString(),
  };
}
