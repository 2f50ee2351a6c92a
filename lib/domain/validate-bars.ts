/** Judges fetched bars one by one; rejects with a reason, marks extremes as suspect, repairs nothing. */
import type { Bar } from "./bar";
import type { Calendar } from "./calendar";
import type { Timeframe } from "./vocabulary";

export const REJECT_REASONS = [
  "not_finite",
  "off_grid",
  "out_of_range",
  "not_increasing",
  "non_positive_price",
  "high_below_body",
  "low_above_body",
  "negative_volume",
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export const SUSPECT_REASONS = ["extreme_move", "move_over_half_without_split"] as const;
export type SuspectReason = (typeof SUSPECT_REASONS)[number];

export type RejectedBar = { bar: Bar; reason: RejectReason; detail: string };
export type SuspectBar = { bar: Bar; reason: SuspectReason; detail: string };

export type BarCheckContext = {
  calendar: Calendar;
  timeframe: Timeframe;
  /** Half-open range that was asked for. */
  fromMs: number;
  toMs: number;
  /** `t` of the last accepted bar of earlier pages of the same request; null on the first page. */
  previousT: number | null;
  /** Newest closes before these bars, oldest first, for the extreme-move test; may be empty. */
  recentCloses: readonly number[];
  /** Trading days on which a split took effect. */
  splitDays: ReadonlySet<string>;
};

/** `valid` holds every accepted bar, suspects included, in order; `suspect` names those to look at. */
export type CheckedBars = { valid: Bar[]; rejected: RejectedBar[]; suspect: SuspectBar[] };

export function validateBars(_bars: readonly Bar[], _context: BarCheckContext): CheckedBars {
  throw new Error("unbuilt");
}
