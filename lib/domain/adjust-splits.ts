/** Raw bars → split-adjusted bars, on read. Stored bars stay raw, so a later split never makes history wrong. */
import type { Bar } from "./bar";
import type { BarColumns } from "./bar-columns";
import type { Calendar } from "./calendar";
import { dayNumber } from "./calendar-days";
import { at } from "./typed-values";

/** `to` new shares for `from` old ones: a 4-for-1 split is { from: 1, to: 4 }. */
export type Split = { executionDay: string; from: number; to: number };

/** All bars that start before `beforeMs` (and at or after the step before it): prices × from / to, volume × to / from. */
type SplitStep = { beforeMs: number; from: number; to: number };

/**
 * The steps of the adjustment, oldest first, each with all later splits multiplied in. The same split told twice
 * counts once.
 *
 * @param asOfDay splits executed after this day are not known yet; left out: all count
 */
function splitSteps(calendar: Calendar, splits: readonly Split[], asOfDay?: string): SplitStep[] {
  const known = new Map<string, Split>();
  for (const split of splits) {
    if (asOfDay !== undefined && split.executionDay > asOfDay) continue;
    known.set(`${split.executionDay} ${split.to / split.from}`, split);
  }
  const newestFirst = [...known.values()].sort((a, b) =>
    b.executionDay.localeCompare(a.executionDay),
  );
  let from = 1;
  let to = 1;
  const steps = newestFirst.map((split) => {
    from *= split.from;
    to *= split.to;
    return { beforeMs: calendar.midnightMs(dayNumber(split.executionDay)), from, to };
  });
  return steps.reverse();
}

/** Ascending raw bars → adjusted ones; the very same list when no split applies. */
export function adjustForSplits(
  calendar: Calendar,
  bars: readonly Bar[],
  splits: readonly Split[],
  asOfDay?: string,
): readonly Bar[] {
  const steps = splitSteps(calendar, splits, asOfDay);
  if (steps.length === 0) return bars;
  const stepAt = createStepFinder(steps);
  return bars.map((bar) => {
    const step = stepAt(bar.t);
    if (!step) return bar;
    const price = (value: number) => (value * step.from) / step.to;
    return {
      t: bar.t,
      open: price(bar.open),
      high: price(bar.high),
      low: price(bar.low),
      close: price(bar.close),
      volume: (bar.volume * step.to) / step.from,
    };
  });
}

/** The same for columns, in place: they are the caller's own copy of what is stored. */
export function adjustColumnsForSplits(
  calendar: Calendar,
  bars: BarColumns,
  splits: readonly Split[],
  asOfDay?: string,
): void {
  const stepAt = createStepFinder(splitSteps(calendar, splits, asOfDay));
  for (let i = 0; i < bars.t.length; i += 1) {
    const step = stepAt(at(bars.t, i));
    if (!step) return;
    for (const column of [bars.open, bars.high, bars.low, bars.close]) {
      column[i] = (at(column, i) * step.from) / step.to;
    }
    bars.volume[i] = (at(bars.volume, i) * step.to) / step.from;
  }
}

/** For ascending times: the step each falls under, null from the newest split on. */
function createStepFinder(steps: readonly SplitStep[]): (t: number) => SplitStep | null {
  let index = 0;
  return (t) => {
    while (index < steps.length && t >= (steps[index]?.beforeMs ?? 0)) index += 1;
    return steps[index] ?? null;
  };
}
