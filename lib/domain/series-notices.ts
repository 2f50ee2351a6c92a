/** Which changes of freshness the outside is told of: what was good and is no longer, and what is good again. */
import type { FreshnessStatus } from "./vocabulary";

/** As the history writes it. */
export type SeriesChange = {
  symbol: string;
  timeframe: string;
  status: string;
  /** Absent: never graded before. */
  previousStatus?: string | null | undefined;
  reason: string;
};

export type SeriesNotice = { event: "series.stale" | "series.recovered"; series: SeriesChange[] };

const GOOD: readonly FreshnessStatus[] = ["fresh", "aging"];
const BAD: readonly FreshnessStatus[] = ["stale", "missing"];

/** One notice for all that turned at once: a vendor's outage is one message, not a thousand. */
export function planSeriesNotices(changes: readonly SeriesChange[]): SeriesNotice[] {
  const isOneOf = (names: readonly string[], name: string | null | undefined) =>
    typeof name === "string" && names.includes(name);
  const turned = (from: readonly string[], to: readonly string[]) =>
    changes.filter(
      ({ status, previousStatus }) => isOneOf(from, previousStatus) && isOneOf(to, status),
    );
  const notices: SeriesNotice[] = [
    { event: "series.stale", series: turned(GOOD, BAD) },
    { event: "series.recovered", series: turned(BAD, GOOD) },
  ];
  return notices.filter(({ series }) => series.length > 0);
}
