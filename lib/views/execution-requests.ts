/** Every vendor call of an execution, oldest first. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectExecution } from "@/lib/db/queries/read/executions";
import { type ListedRequest, selectRequestsOfExecution } from "@/lib/db/queries/read/requests";
import { decodeCursor, positionId } from "./cursor";
import type { ViewDeps } from "./deps";
import { unknownExecution } from "./not-found";
import { cutPage } from "./page";

type Endpoint = typeof ENDPOINTS.executionRequests;
type Response = z.output<Endpoint["response"]>;

const KIND = "requests";

export async function viewExecutionRequests(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  input: z.output<Endpoint["params"]> & z.output<Endpoint["query"]>,
): Promise<Response> {
  const after = decodeCursor(KIND, z.tuple([positionId]), input.cursor);
  const rows = await selectRequestsOfExecution(
    db,
    { executionId: input.id, symbol: input.symbol },
    { limit: input.limit + 1, afterId: after?.[0] ?? null },
  );
  if (rows.length === 0 && !(await selectExecution(db, input.id))) throw unknownExecution(input.id);
  const page = cutPage(rows, input.limit, { kind: KIND, keysOf: (row) => [row.id] });
  return {
    timestamp: now.toISOString(),
    requests: page.rows.map(toRequestRow),
    next_cursor: page.nextCursor,
  };
}

function toRequestRow(row: ListedRequest): Response["requests"][number] {
  return {
    id: row.id,
    symbol: row.symbol,
    timeframe: row.timeframe,
    purpose: row.purpose,
    path: row.path,
    status: row.status,
    throttled_ms: row.throttledMs,
    duration_ms: row.durationMs,
    page: row.page,
    bytes: row.bytes,
    rows: row.rows,
    vendor_request_id: row.vendorRequestId,
    attempt: row.attempt,
    retry_after_ms: row.retryAfterMs,
    error_code: row.errorCode,
    error_message: row.errorMessage,
    started_at: row.startedAt.toISOString(),
  };
}
