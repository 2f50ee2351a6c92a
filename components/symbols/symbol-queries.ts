/** What the symbol pages ask; the server's prefetch asks exactly the same. */
import type { QueryOf } from "@/lib/client/call";
import type { Timeframe } from "@/lib/domain/vocabulary";
import type { SymbolsFilters } from "./symbol-params";

const SYMBOLS_PER_PAGE = 200;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

export function symbolsQueryOf(filters: SymbolsFilters): QueryOf<"symbols"> {
  const { symbol, asset_class, criticality, active, cursor } = filters;
  return {
    ...(symbol === "" ? {} : { symbol }),
    ...(asset_class === null ? {} : { asset_class }),
    ...(criticality === null ? {} : { criticality }),
    ...(active === null ? {} : { active }),
    ...(cursor === null ? {} : { cursor }),
    limit: SYMBOLS_PER_PAGE,
  };
}

export function barsQueryOf(
  timeframe: Timeframe,
  bars: string,
  raw: boolean,
): QueryOf<"historical"> {
  return { timeframe, limit: Number(bars), adjusted: raw ? "false" : "true" };
}

/** Begins on a full hour, so that polling asks the same question. */
export function statesQueryOf(
  symbol: string,
  days: string,
  nowMs: number,
): QueryOf<"freshnessHistory"> {
  const fromMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS - Number(days) * DAY_MS;
  return { symbol, from: new Date(fromMs).toISOString(), limit: 5_000 };
}
