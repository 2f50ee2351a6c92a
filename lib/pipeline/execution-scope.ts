/** What a person or a schedule asks for, and the series that this means. */
import { selectTrackedSymbols, type TrackedSymbol } from "@/lib/db/queries/symbols";
import type { Criticality, Timeframe } from "@/lib/domain/vocabulary";
import { AppError, type FieldError } from "@/lib/errors";
import type { PipelineDeps } from "./deps";

export type SeriesKey = { symbol: string; timeframe: Timeframe };

/** What is left out means all of it. Instants are ISO-8601 on the wire and here, because the scope is stored as it was asked. */
export type ExecutionScope = {
  symbols?: readonly string[];
  timeframes?: readonly Timeframe[];
  criticality?: readonly Criticality[];
  /** Exactly these series, as a re-run asks; the other three are ignored then. */
  series?: readonly SeriesKey[];
  from?: string;
  to?: string;
};

export type ScopedSymbol = TrackedSymbol & { wanted: Timeframe[] };

/**
 * The symbols a scope means, each with its timeframes. Named symbols are taken even when paused; inactive ones never.
 * @throws AppError `invalid_input` for symbols that are not tracked or not active, and for a scope that means nothing
 */
export async function resolveScope(
  deps: Pick<PipelineDeps, "db" | "now">,
  scope: ExecutionScope,
): Promise<ScopedSymbol[]> {
  const tracked = await selectTrackedSymbols(deps.db);
  const named = scope.series?.map(({ symbol }) => symbol) ?? scope.symbols ?? null;
  if (named) refuseUnknown(named, tracked, scope.series ? "series" : "symbols");
  const now = deps.now();
  const scoped = tracked
    .filter((symbol) => symbol.active)
    .filter((symbol) => (named ? named.includes(symbol.symbol) : !isPaused(symbol, now)))
    .filter((symbol) => scope.series || (scope.criticality?.includes(symbol.criticality) ?? true))
    .map((symbol) => ({ ...symbol, wanted: wantedTimeframes(symbol, scope) }))
    .filter((symbol) => symbol.wanted.length > 0);
  if (scoped.length === 0) {
    const message = "No active symbol matches; nothing would be done.";
    throw new AppError("invalid_input", message, { errors: [{ path: "body", message }] });
  }
  return scoped;
}

export function isPaused(symbol: TrackedSymbol, now: Date): boolean {
  return symbol.pausedUntil !== null && symbol.pausedUntil.getTime() > now.getTime();
}

function wantedTimeframes(symbol: TrackedSymbol, scope: ExecutionScope): Timeframe[] {
  if (!scope.series) {
    return symbol.timeframes.filter((timeframe) => scope.timeframes?.includes(timeframe) ?? true);
  }
  const asked = scope.series
    .filter((key) => key.symbol === symbol.symbol)
    .map(({ timeframe }) => timeframe);
  return [...new Set(asked)];
}

function refuseUnknown(
  named: readonly string[],
  tracked: readonly TrackedSymbol[],
  field: "symbols" | "series",
): void {
  const bySymbol = new Map(tracked.map((symbol) => [symbol.symbol, symbol]));
  const errors: FieldError[] = named.flatMap((name, index) => {
    const symbol = bySymbol.get(name);
    if (symbol?.active) return [];
    const message = symbol ? `${name} is not active` : `${name} is not a tracked symbol`;
    return [{ path: `${field}[${index}]`, message }];
  });
  if (errors.length === 0) return;
  throw new AppError("invalid_input", errors.map(({ message }) => message).join("; "), { errors });
}
