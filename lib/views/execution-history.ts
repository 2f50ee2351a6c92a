/** The list of executions, newest first. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectExecutions } from "@/lib/db/queries/read/executions";
import { decodeCursor, positionId, positionTimestamp } from "./cursor";
import type { ViewDeps } from "./deps";
import { toExecutionFilters, toExecutionRow } from "./execution-row";
import { cutPage } from "./page";

type Endpoint = typeof ENDPOINTS.executionHistory;

const KIND = "executions";
const keys = z.tuple([positionTimestamp, positionId]);

export async function viewExecutionHistory(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  query: z.output<Endpoint["query"]>,
): Promise<z.output<Endpoint["response"]>> {
  const after = decodeCursor(KIND, keys, query.cursor);
  const rows = await selectExecutions(db, toExecutionFilters(query), {
    limit: query.limit + 1,
    before: after && { startedAt: after[0], id: after[1] },
  });
  const page = cutPage(rows, query.limit, {
    kind: KIND,
    keysOf: (row) => [row.position, row.id],
  });
  return {
    timestamp: now.toISOString(),
    executions: page.rows.map((row) => toExecutionRow(row, now)),
    next_cursor: page.nextCursor,
  };
}
