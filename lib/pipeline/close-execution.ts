/** Ends an execution when its last job has ended, exactly once, whoever notices first. */
import { type ClosedExecution, closeExecution as closeRow } from "@/lib/db/queries/executions";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import type { PipelineDeps } from "./deps";

/** What closed, or null: jobs are still open, or it is closed already. */
export async function closeExecution(
  deps: Pick<PipelineDeps, "db" | "now" | "log">,
  input: { executionId: string },
): Promise<ClosedExecution | null> {
  const now = deps.now();
  const closed = await closeRow(deps.db, { ...input, now });
  if (!closed) return null;
  const message = `${closed.status}: ${closed.successfulSymbols} symbols succeeded, ${closed.failedSymbols} failed, ${closed.totalRecords} records.`;
  await insertLogLines(deps.db, [
    {
      executionId: input.executionId,
      at: now,
      level: closed.failedSymbols > 0 ? "warn" : "info",
      message,
    },
  ]);
  deps.log.info("Execution closed", { execution_id: input.executionId, status: closed.status });
  return closed;
}
