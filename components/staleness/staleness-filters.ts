/** The state of the staleness page that lives in the URL; filters are named as the API names them, so that any count can link here. */
import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import {
  ASSET_CLASSES,
  BASE_TIMEFRAMES,
  CRITICALITIES,
  DATA_STATUSES,
  REASON_CODES,
  TIMEFRAMES,
} from "@/lib/domain/vocabulary";

const VIEWS = ["matrix", "list", "gaps", "timeline"] as const;
export type View = (typeof VIEWS)[number];

/** `market`: is everything there that the market owes? `age`: how long ago was it computed? */
export const LENSES = ["market", "age"] as const;
export type Lens = (typeof LENSES)[number];

export const AGES = ["fresh", "aging", "stale", "missing"] as const;
export const GROUPINGS = ["none", "criticality", "asset_class"] as const;
export const ORDERS = ["worst", "symbol"] as const;
export const GAP_DAYS = ["30", "90", "180", "365"] as const;
export const TIMELINE_HOURS = ["24", "168", "720", "2160"] as const;

export const stalenessParsers = {
  view: parseAsStringLiteral(VIEWS).withDefault("matrix"),
  status: parseAsArrayOf(parseAsStringLiteral(AGES)).withDefault([]),
  data_status: parseAsArrayOf(parseAsStringLiteral(DATA_STATUSES)).withDefault([]),
  reason: parseAsArrayOf(parseAsStringLiteral(REASON_CODES)).withDefault([]),
  timeframe: parseAsArrayOf(parseAsStringLiteral(TIMEFRAMES)).withDefault([]),
  asset_class: parseAsArrayOf(parseAsStringLiteral(ASSET_CLASSES)).withDefault([]),
  criticality: parseAsArrayOf(parseAsStringLiteral(CRITICALITIES)).withDefault([]),
  /** Prefix. */
  symbol: parseAsString.withDefault(""),
  min_bars_behind: parseAsInteger,
  /** The board as it was then. */
  at: parseAsIsoDateTime,
  lens: parseAsStringLiteral(LENSES),
  group: parseAsStringLiteral(GROUPINGS).withDefault("none"),
  sort: parseAsStringLiteral(ORDERS).withDefault("worst"),
  /** Of the list. */
  cursor: parseAsString,
  /** Of the gaps: how many days back from `until`, of which stream, and the day that is open ("AAPL 2026-11-20"). */
  days: parseAsStringLiteral(GAP_DAYS).withDefault("90"),
  stream: parseAsStringLiteral(BASE_TIMEFRAMES).withDefault("1m"),
  day: parseAsString,
  /** Of the timeline. */
  hours: parseAsStringLiteral(TIMELINE_HOURS).withDefault("168"),
};

export const loadStalenessFilters = createLoader(stalenessParsers);
export type StalenessFilters = Awaited<ReturnType<typeof loadStalenessFilters>>;
export type FilterChange = Partial<{
  [K in keyof StalenessFilters]: StalenessFilters[K] | null;
}>;

/** The filters that narrow what is listed, in the order in which the search writes them. */
const NARROWING = [
  "data_status",
  "status",
  "criticality",
  "asset_class",
  "timeframe",
  "symbol",
  "reason",
  "min_bars_behind",
] as const;
export type Narrowing = Pick<StalenessFilters, (typeof NARROWING)[number]>;

export const NO_NARROWING: Narrowing = {
  data_status: [],
  status: [],
  criticality: [],
  asset_class: [],
  timeframe: [],
  symbol: "",
  reason: [],
  min_bars_behind: null,
};

/** Chosen, or the one in which the filter speaks. */
export function lensOf({
  lens,
  status,
  data_status,
}: Pick<StalenessFilters, "lens" | "status" | "data_status">): Lens {
  if (lens !== null) return lens;
  return status.length > 0 && data_status.length === 0 ? "age" : "market";
}

export function isNarrowed(filters: Narrowing): boolean {
  return NARROWING.some((key) => {
    const value = filters[key];
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== "";
  });
}
