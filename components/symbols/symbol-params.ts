/** The state of the symbol pages that lives in the URL. */
import {
  createLoader,
  createParser,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { ASSET_CLASSES, CRITICALITIES, TIMEFRAMES } from "@/lib/domain/vocabulary";

export const BAR_COUNTS = ["100", "300", "1000", "5000"] as const;
export const TIMELINE_DAYS = ["7", "30", "90"] as const;
export const HISTORY_TABS = ["runs", "requests", "quarantined", "splits"] as const;

export const symbolParsers = {
  tf: parseAsStringLiteral(TIMEFRAMES),
  bars: parseAsStringLiteral(BAR_COUNTS).withDefault("300"),
  raw: parseAsBoolean.withDefault(false),
  days: parseAsStringLiteral(TIMELINE_DAYS).withDefault("30"),
  tab: parseAsStringLiteral(HISTORY_TABS).withDefault("runs"),
};

const ACTIVITY = ["true", "false"] as const;

/** `?add=1`, as links write it. */
const parseAsSwitch = createParser<boolean>({
  parse: (text) => text === "1" || text === "true",
  serialize: (on) => (on ? "1" : "0"),
});

export const symbolsParsers = {
  symbol: parseAsString.withDefault(""),
  asset_class: parseAsStringLiteral(ASSET_CLASSES),
  criticality: parseAsStringLiteral(CRITICALITIES),
  active: parseAsStringLiteral(ACTIVITY),
  cursor: parseAsString,
  /** The dialog for adding is open. */
  add: parseAsSwitch.withDefault(false),
  /** The symbol whose dialog for changes is open. */
  edit: parseAsString,
};

export const loadSymbolsFilters = createLoader(symbolsParsers);
export type SymbolsFilters = Awaited<ReturnType<typeof loadSymbolsFilters>>;
