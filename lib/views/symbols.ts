/** Tracked symbols in symbol order. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { symbolRow } from "@/lib/contract/symbols";
import {
  type SymbolFilters,
  selectSymbolCount,
  selectSymbols,
  type TrackedSymbol,
} from "@/lib/db/queries/read/symbols";
import { decodeCursor, positionSymbol } from "./cursor";
import type { ViewDeps } from "./deps";
import { cutPage } from "./page";
import { toInstant, toInstantOrNull } from "./wire";

type Endpoint = typeof ENDPOINTS.symbols;
type Query = z.output<Endpoint["query"]>;

const KIND = "symbols";

export async function viewSymbols(
  { db, now, policy }: Pick<ViewDeps, "db" | "now" | "policy">,
  query: Query,
): Promise<z.output<Endpoint["response"]>> {
  const after = decodeCursor(KIND, z.tuple([positionSymbol]), query.cursor);
  const filters = toSymbolFilters(query);
  const [total, rows] = await Promise.all([
    selectSymbolCount(db, filters),
    selectSymbols(db, filters, {
      limit: query.limit + 1,
      after: after?.[0] ?? null,
      now,
      thresholds: policy.stalenessThresholds,
    }),
  ]);
  const page = cutPage(rows, query.limit, { kind: KIND, keysOf: ({ symbol }) => [symbol] });
  return {
    timestamp: now.toISOString(),
    total,
    symbols: page.rows.map((row) => ({
      ...toSymbolRow(row),
      worst_status: row.worstStatus ?? "missing",
      stored_through: toInstantOrNull(row.storedThrough),
    })),
    next_cursor: page.nextCursor,
  };
}

function toSymbolFilters(query: Query): SymbolFilters {
  return {
    prefix: query.symbol,
    assetClass: query.asset_class,
    criticality: query.criticality,
    active: query.active === undefined ? undefined : query.active === "true",
  };
}

export function toSymbolRow(row: TrackedSymbol): z.output<typeof symbolRow> {
  return {
    symbol: row.symbol,
    name: row.name,
    asset_class: row.assetClass,
    criticality: row.criticality,
    timeframes: row.timeframes,
    active: row.active,
    paused_until: toInstantOrNull(row.pausedUntil),
    paused_reason: row.pausedReason,
    created_at: toInstant(row.createdAt),
    updated_at: toInstant(row.updatedAt),
  };
}
