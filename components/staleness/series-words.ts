/** How a series' state looks through either lens, and every reason in few words. */

import {
  DATA_WORDS,
  FRESHNESS_WORDS,
  PAUSED_WORDS,
  type StateWords,
} from "@/components/ui/state-words";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import type { Criticality, DataStatus, FreshnessStatus, ReasonCode } from "@/lib/domain/vocabulary";
import type { Lens } from "./staleness-filters";

export type MatrixCell = ResponseOf<"stalenessMatrix">["rows"][number]["cells"][number] & object;

export type SeriesState = {
  status: FreshnessStatus;
  data_status: DataStatus;
  reason: ReasonCode;
};

const IN_GRACE_WORDS: StateWords = { word: "In grace", glyph: "half", tone: "warn" };
const FALSE_FRESH_WORDS: StateWords = { word: "False fresh", glyph: "partial", tone: "bad" };

/** Computed lately, from old bars: the age alone would call it fresh. */
export function isFalseFresh({ status, data_status }: Omit<SeriesState, "reason">): boolean {
  return status === "fresh" && data_status === "behind";
}

/** In market time, unless the age is asked for. A paused series is paused through both. */
export function stateOf(series: SeriesState, lens: Lens): StateWords {
  if (series.reason === "paused") return PAUSED_WORDS;
  if (lens === "age") {
    return isFalseFresh(series) ? FALSE_FRESH_WORDS : FRESHNESS_WORDS[series.status];
  }
  if (series.reason === "false_fresh") return FALSE_FRESH_WORDS;
  if (series.data_status === "current" && series.reason === "within_grace") return IN_GRACE_WORDS;
  return DATA_WORDS[series.data_status];
}

export const REASON_WORDS: Record<ReasonCode, string> = {
  up_to_date: "Up to date",
  not_due_market_closed: "Market closed",
  within_grace: "Within grace",
  provider_delay: "Provider delay",
  run_in_progress: "Run in progress",
  run_overdue: "Run overdue",
  queued_throttled: "Waiting for budget",
  rate_limited: "Rate limited",
  provider_5xx: "Provider error",
  auth_or_entitlement: "Key or plan refused",
  provider_empty: "Provider had nothing",
  insert_failed: "Could not be stored",
  compute_failed: "Features failed",
  false_fresh: "False fresh",
  never_backfilled: "Never backfilled",
  paused: "Paused",
  symbol_inactive: "Not tracked any more",
  unknown: "Unexplained",
};

export const TIER_WORDS: Record<Criticality, string> = {
  critical: "Critical",
  standard: "Standard",
  low_priority: "Low priority",
};

export const CLASS_WORDS = { stock: "Stocks", etf: "ETFs", crypto: "Crypto" } as const;

/** "3 bars", "1 bar", "–" when nothing says how many. */
export function lagText(barsBehind: number | null): string {
  if (barsBehind === null) return "–";
  return `${barsBehind} ${barsBehind === 1 ? "bar" : "bars"}`;
}

/** "AAPL 1d", or how many. */
export function seriesName(series: readonly { symbol: string; timeframe: string }[]): string {
  const [first] = series;
  return series.length === 1 && first
    ? `${first.symbol} ${first.timeframe}`
    : plural(series.length, "series", "series");
}
