/** Judges fetched bars one by one: rejects with a reason, marks extremes as suspect, repairs nothing. */
import type { Bar } from "./bar";
import type { Calendar } from "./calendar";
import { createMoveWatch } from "./extreme-moves";
import { windowAt } from "./timeframe-windows";
import type { Timeframe } from "./vocabulary";

const REJECT_REASONS = [
  "not_finite",
  "off_grid",
  "out_of_range",
  "not_increasing",
  "non_positive_price",
  "high_below_body",
  "low_above_body",
  "negative_volume",
] as const;
type RejectReason = (typeof REJECT_REASONS)[number];

const SUSPECT_REASONS = ["extreme_move", "move_over_half_without_split"] as const;
type SuspectReason = (typeof SUSPECT_REASONS)[number];

type RejectedBar = { bar: Bar; reason: RejectReason; detail: string };
type SuspectBar = { bar: Bar; reason: SuspectReason; detail: string };

export type BarCheckContext = {
  calendar: Calendar;
  timeframe: Timeframe;
  /** Half-open range that was asked for. */
  fromMs: number;
  toMs: number;
  /** `t` of the last accepted bar of earlier pages of the same request; null on the first page. */
  previousT: number | null;
  /** Newest closes before these bars, oldest first, for the extreme-move test; 51 are enough, none is allowed. */
  recentCloses: readonly number[];
  /** Trading days on which a split took effect. */
  splitDays: ReadonlySet<string>;
};

/** `valid` holds every accepted bar, suspects included, in order; `suspect` names those to look at. */
export type CheckedBars = { valid: Bar[]; rejected: RejectedBar[]; suspect: SuspectBar[] };

/** Raw, unadjusted bars of one page → those to store, those to quarantine, those to look at. */
export function validateBars(bars: readonly Bar[], context: BarCheckContext): CheckedBars {
  const checked: CheckedBars = { valid: [], rejected: [], suspect: [] };
  const watch = createMoveWatch(context);
  let previousT = context.previousT;
  for (const bar of bars) {
    const fault = faultOf(bar, previousT, context);
    if (fault) {
      checked.rejected.push({ bar, ...fault });
      continue;
    }
    const suspicion = watch.next(bar);
    if (suspicion) checked.suspect.push({ bar, ...suspicion });
    checked.valid.push(bar);
    previousT = bar.t;
  }
  return checked;
}

type Fault = { reason: RejectReason; detail: string };

function faultOf(bar: Bar, previousT: number | null, context: BarCheckContext): Fault | null {
  return finiteFault(bar) ?? timeFault(bar.t, previousT, context) ?? priceFault(bar);
}

const BAR_FIELDS = ["t", "open", "high", "low", "close", "volume"] as const;

function finiteFault(bar: Bar): Fault | null {
  const field = BAR_FIELDS.find((name) => !Number.isFinite(bar[name]));
  return field ? { reason: "not_finite", detail: `${field} is ${bar[field]}` } : null;
}

function timeFault(t: number, previousT: number | null, context: BarCheckContext): Fault | null {
  const { calendar, timeframe, fromMs, toMs } = context;
  const { startMs } = windowAt(calendar, timeframe, t);
  if (t !== startMs) {
    return {
      reason: "off_grid",
      detail: `no ${timeframe} window starts at ${iso(t)}; the one around it starts at ${iso(startMs)}`,
    };
  }
  if (t < fromMs || t >= toMs) {
    return { reason: "out_of_range", detail: `${iso(t)} is not in [${iso(fromMs)}, ${iso(toMs)})` };
  }
  if (previousT !== null && t <= previousT) {
    return { reason: "not_increasing", detail: `${iso(t)} comes after ${iso(previousT)}` };
  }
  return null;
}

/** Relative slack for prices that went through somebody's rounding. */
const PRICE_TOLERANCE = 1e-9;

function priceFault({ open, high, low, close, volume }: Bar): Fault | null {
  if (open <= 0 || high <= 0 || low <= 0 || close <= 0) {
    return {
      reason: "non_positive_price",
      detail: `open ${open}, high ${high}, low ${low}, close ${close}`,
    };
  }
  const top = Math.max(open, close);
  const bottom = Math.min(open, close);
  if (high < top - top * PRICE_TOLERANCE) {
    return { reason: "high_below_body", detail: `high ${high} is below ${top}` };
  }
  if (low > bottom + bottom * PRICE_TOLERANCE) {
    return { reason: "low_above_body", detail: `low ${low} is above ${bottom}` };
  }
  return volume < 0 ? { reason: "negative_volume", detail: `volume ${volume}` } : null;
}

/** Text of any finite time, also of those no calendar can show. */
function iso(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString();
}
