/** Failures, newest first. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import {
  type FailureFilters,
  type ListedFailure,
  selectFailureCount,
  selectFailures,
} from "@/lib/db/queries/read/failures";
import { decodeCursor, positionId, positionTimestamp } from "./cursor";
import type { ViewDeps } from "./deps";
import { cutPage } from "./page";
import { toInstant, toInstantOrNull } from "./wire";

type Endpoint = typeof ENDPOINTS.failures;
type Query = z.output<Endpoint["query"]>;
type Response = z.output<Endpoint["response"]>;

const KIND = "failures";
const keys = z.tuple([positionTimestamp, positionId]);

export async function viewFailures(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  query: Query,
): Promise<Response> {
  const before = decodeCursor(KIND, keys, query.cursor);
  const filters = toFailureFilters(query);
  const [total, rows] = await Promise.all([
    selectFailureCount(db, filters),
    selectFailures(db, filters, {
      limit: query.limit + 1,
      before: before && { failedAt: before[0], id: before[1] },
    }),
  ]);
  const page = cutPage(rows, query.limit, {
    kind: KIND,
    keysOf: (row) => [row.position, row.id],
  });
  return {
    timestamp: now.toISOString(),
    total,
    failures: page.rows.map(toFailureRow),
    next_cursor: page.nextCursor,
  };
}

export function toFailureFilters(
  query: Omit<Query, "limit" | "cursor" | "fingerprint"> & Partial<Pick<Query, "fingerprint">>,
): FailureFilters {
  return {
    resolved: query.resolved === undefined ? undefined : query.resolved === "true",
    symbol: query.symbol,
    timeframe: query.timeframe,
    fingerprint: query.fingerprint,
    executionId: query.execution_id,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
  };
}

function toFailureRow(row: ListedFailure): Response["failures"][number] {
  return {
    id: row.id,
    symbol: row.symbol,
    timeframe: row.timeframe,
    error: row.error,
    error_code: row.errorCode,
    fingerprint: row.fingerprint,
    execution_id: row.executionId,
    failed_at: toInstant(row.failedAt),
    retry_count: row.retryCount,
    resolved: row.resolved,
    resolved_at: toInstantOrNull(row.resolvedAt),
    resolved_by: row.resolvedBy,
  };
}
