/** The state of the failures page that lives in the URL, and the questions made from it. */
import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { QueryOf } from "@/lib/client/call";
import { TIMEFRAMES } from "@/lib/domain/vocabulary";

const FAILURE_SHOWN = ["unresolved", "resolved", "all"] as const;

export const failureParsers = {
  show: parseAsStringLiteral(FAILURE_SHOWN).withDefault("unresolved"),
  symbol: parseAsString.withDefault(""),
  timeframe: parseAsStringLiteral(TIMEFRAMES),
  fingerprint: parseAsString,
  /** Whether ignored causes are shown. */
  ignored: parseAsBoolean.withDefault(false),
  execution_id: parseAsString,
  from: parseAsString,
  to: parseAsString,
  cursor: parseAsString,
};

export const loadFailureFilters = createLoader(failureParsers);
export type FailureFilters = Awaited<ReturnType<typeof loadFailureFilters>>;
export type FailureFilterChange = Partial<{
  [K in keyof FailureFilters]: FailureFilters[K] | null;
}>;

export const NO_FILTERS: FailureFilterChange = {
  show: null,
  symbol: null,
  timeframe: null,
  fingerprint: null,
  ignored: null,
  execution_id: null,
  from: null,
  to: null,
  cursor: null,
};

export function causesQueryOf(filters: FailureFilters): QueryOf<"failureGroups"> {
  const { show, symbol, timeframe, execution_id, from, to } = filters;
  return {
    ...(show === "all" ? {} : { resolved: show === "resolved" ? "true" : "false" }),
    ...(symbol ? { symbol } : {}),
    ...(timeframe ? { timeframe } : {}),
    ...(execution_id ? { execution_id } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

export function failuresQueryOf(filters: FailureFilters): QueryOf<"failures"> {
  const { fingerprint, cursor } = filters;
  return {
    ...causesQueryOf(filters),
    ...(fingerprint ? { fingerprint } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

/** How many filters beyond "unresolved" are set. */
export function activeFailureFilters(filters: FailureFilters): number {
  const { show, symbol, timeframe, fingerprint, execution_id, from, to } = filters;
  const set = [symbol, timeframe, fingerprint, execution_id, from, to].filter(Boolean).length;
  return set + (show === "unresolved" ? 0 : 1);
}
