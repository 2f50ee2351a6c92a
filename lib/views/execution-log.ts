/** The log of an execution, oldest first. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectExecution } from "@/lib/db/queries/read/executions";
import { selectLogLines } from "@/lib/db/queries/read/log-lines";
import { decodeCursor, positionId } from "./cursor";
import type { ViewDeps } from "./deps";
import { unknownExecution } from "./not-found";
import { cutPage } from "./page";

type Endpoint = typeof ENDPOINTS.executionLog;

const KIND = "log";

export async function viewExecutionLog(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  input: z.output<Endpoint["params"]> & z.output<Endpoint["query"]>,
): Promise<z.output<Endpoint["response"]>> {
  const after = decodeCursor(KIND, z.tuple([positionId]), input.cursor);
  const rows = await selectLogLines(
    db,
    { executionId: input.id, level: input.level, text: input.text },
    { limit: input.limit + 1, afterId: after?.[0] ?? null },
  );
  if (rows.length === 0 && !(await selectExecution(db, input.id))) throw unknownExecution(input.id);
  const page = cutPage(rows, input.limit, { kind: KIND, keysOf: (row) => [row.id] });
  return {
    timestamp: now.toISOString(),
    lines: page.rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      level: row.level,
      symbol: row.symbol,
      timeframe: row.timeframe,
      message: row.message,
    })),
    next_cursor: page.nextCursor,
  };
}
