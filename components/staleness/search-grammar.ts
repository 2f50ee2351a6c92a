/**
 * The search language of the staleness page: `status:stale tier:critical tf:1d,1h reason:rate_limited symbol:AA* behind:>2`.
 * A bare word is the beginning of a symbol. Pure; text and filters are two forms of the same thing.
 */
import {
  ASSET_CLASSES,
  CRITICALITIES,
  DATA_STATUSES,
  REASON_CODES,
  TIMEFRAMES,
} from "@/lib/domain/vocabulary";
import { AGES, type Narrowing, NO_NARROWING } from "./staleness-filters";

type ListKey = "data_status" | "status" | "criticality" | "asset_class" | "timeframe" | "reason";

type Qualifier = {
  name: string;
  /** Other names that are understood. */
  aliases: readonly string[];
  hint: string;
} & (
  | { kind: "list"; key: ListKey; values: readonly string[] }
  | { kind: "symbol" }
  | { kind: "behind" }
);

export const QUALIFIERS: readonly Qualifier[] = [
  {
    kind: "list",
    name: "is",
    aliases: ["market", "data_status", "data"],
    key: "data_status",
    values: DATA_STATUSES,
    hint: "state in market time",
  },
  {
    kind: "list",
    name: "status",
    aliases: ["age"],
    key: "status",
    values: AGES,
    hint: "state by age",
  },
  {
    kind: "list",
    name: "tier",
    aliases: ["criticality"],
    key: "criticality",
    values: CRITICALITIES,
    hint: "criticality",
  },
  {
    kind: "list",
    name: "class",
    aliases: ["asset_class", "asset"],
    key: "asset_class",
    values: ASSET_CLASSES,
    hint: "asset class",
  },
  {
    kind: "list",
    name: "tf",
    aliases: ["timeframe"],
    key: "timeframe",
    values: TIMEFRAMES,
    hint: "timeframe",
  },
  { kind: "symbol", name: "symbol", aliases: ["sym"], hint: "beginning of the symbol, AA*" },
  {
    kind: "list",
    name: "reason",
    aliases: ["why"],
    key: "reason",
    values: REASON_CODES,
    hint: "why it is so",
  },
  { kind: "behind", name: "behind", aliases: ["lag"], hint: "bars behind, >2 or 3" },
];

type SearchProblem = { token: string; message: string };
export type ParsedSearch = { filters: Narrowing; problems: SearchProblem[] };

export function findQualifier(name: string): Qualifier | undefined {
  const wanted = name.toLowerCase();
  return QUALIFIERS.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
}

/** What is understood becomes filters; what is not is named, with what would be allowed. A repeated qualifier adds to its list. */
export function parseSearch(text: string): ParsedSearch {
  const parsed: ParsedSearch = { filters: { ...NO_NARROWING }, problems: [] };
  for (const token of text.split(/\s+/).filter((part) => part !== "")) {
    const problem = take(token, parsed.filters);
    if (problem) parsed.problems.push({ token, message: problem });
  }
  return parsed;
}

/** Writes one token into `filters`; the answer is what is wrong with it. */
function take(token: string, filters: Narrowing): string | null {
  const colon = token.indexOf(":");
  if (colon === -1) return takeSymbol(token, filters);
  const qualifier = findQualifier(token.slice(0, colon));
  const value = token.slice(colon + 1);
  if (!qualifier) {
    return `"${token.slice(0, colon)}" is not a qualifier; there are ${QUALIFIERS.map(({ name }) => name).join(", ")}`;
  }
  if (value === "") return `${qualifier.name}: is empty`;
  switch (qualifier.kind) {
    case "symbol":
      return takeSymbol(value, filters);
    case "behind":
      return takeBehind(value, filters);
    case "list":
      return takeList(qualifier, value, filters);
  }
}

function takeSymbol(value: string, filters: Narrowing): string | null {
  const prefix = value.toUpperCase().replace(/\*$/, "");
  if (!/^[A-Z0-9.-]{0,20}$/.test(prefix)) {
    return `"${value}" is not the beginning of a symbol: letters, digits, dot and dash, then perhaps *`;
  }
  if (filters.symbol !== "" && filters.symbol !== prefix) return "Only one symbol can be asked for";
  filters.symbol = prefix;
  return null;
}

function takeBehind(value: string, filters: Narrowing): string | null {
  const found = /^(>=?)?(\d{1,6})$/.exec(value);
  if (!found) return `"${value}" is not a number of bars, for instance >2 or 3`;
  filters.min_bars_behind = Number(found[2]) + (found[1] === ">" ? 1 : 0);
  return null;
}

function takeList(
  { key, values }: Extract<Qualifier, { kind: "list" }>,
  text: string,
  filters: Narrowing,
): string | null {
  const wanted = text
    .toLowerCase()
    .split(",")
    .filter((part) => part !== "");
  const wrong = wanted.find((value) => !values.includes(value));
  if (wrong !== undefined) return `"${wrong}" is unknown; allowed: ${values.join(", ")}`;
  const list: readonly string[] = filters[key];
  // The values were checked against the vocabulary of this very key.
  Object.assign(filters, { [key]: [...new Set([...list, ...wanted])] });
  return null;
}

/** The text that means these filters; empty for none. */
export function formatSearch(filters: Narrowing): string {
  return QUALIFIERS.map((qualifier) => formatOne(qualifier, filters))
    .filter((part) => part !== "")
    .join(" ");
}

function formatOne(qualifier: Qualifier, filters: Narrowing): string {
  switch (qualifier.kind) {
    case "symbol":
      return filters.symbol === "" ? "" : `symbol:${filters.symbol}*`;
    case "behind":
      return filters.min_bars_behind === null ? "" : `behind:>=${filters.min_bars_behind}`;
    case "list": {
      const values: readonly string[] = filters[qualifier.key];
      return values.length === 0 ? "" : `${qualifier.name}:${values.join(",")}`;
    }
  }
}
