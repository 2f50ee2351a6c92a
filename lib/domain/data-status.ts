/** How a series stands in market time: what should be stored by now against what is. */
import type { Calendar } from "./calendar";
import type { FreshnessPolicy } from "./freshness-policy";
import type { DataStatus, Timeframe } from "./vocabulary";

export type SeriesFacts = {
  calendar: Calendar;
  timeframe: Timeframe;
  policy: FreshnessPolicy;
  /** Open time of the newest stored bar. */
  storedThrough: Date | null;
  /**
   * End of the newest range the provider answered in full. Quiet minutes yield no bar: a series whose provider has
   * answered past the expected window is not behind, unless a whole session came back empty. Null: not known.
   */
  answeredThrough: Date | null;
  lastComputedAt: Date | null;
  /** How long after a window closes the provider's plan delivers it. */
  delayMs: number;
};

export type DataGrade = {
  status: DataStatus;
  /** Windows that should be stored and are not. */
  barsBehind: number;
  expectedThrough: Date | null;
  storedThrough: Date | null;
  /** When this series falls behind if nothing more is stored; in the past for one that is behind. */
  goesStaleAt: Date | null;
  /** Finer than `status`: what made it so. */
  because:
    | "up_to_date"
    | "market_closed"
    | "provider_delay"
    | "within_grace"
    | "overdue"
    | "session_empty"
    | "no_bars";
};

export function gradeDataStatus(_facts: SeriesFacts, _now: Date): DataGrade {
  throw new Error("unbuilt");
}
