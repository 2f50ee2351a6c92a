/** Ends an execution when its last job has ended, exactly once, whoever notices first. */

import type { Db } from "@/lib/db/connect";
import { type ClosedExecution, closeExecution as closeRow } from "@/lib/db/queries/executions";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import { insertNotification } from "@/lib/db/queries/notifications";
import type { PipelineDeps } from "./deps";

/** What closed, or null: jobs are still open, or it is closed already. */
export async function closeExecution(
  deps: Pick<PipelineDeps, "db" | "now" | "log">,
  input: { executionId: string },
): Promise<ClosedExecution | null> {
  const now = deps.now();
  const closed = await deps.db.transaction(async (tx) => {
    const row = await closeRow(tx, { ...input, now });
    if (row) await announce(tx, row, now);
    return row;
  });
  if (!closed) return null;
  deps.log.info("Execution closed", { execution_id: input.executionId, status: closed.status });
  return closed;
}

async function announce(tx: Db, closed: ClosedExecution, now: Date): Promise<void> {
  const { executionId, status, successfulSymbols, failedSymbols, totalRecords } = closed;
  const message = `${status}: ${successfulSymbols} symbols succeeded, ${failedSymbols} failed, ${totalRecords} records.`;
  const level = failedSymbols > 0 ? "warn" : "info";
  await insertLogLines(tx, [{ executionId, at: now, level, message }]);
  await insertNotification(tx, {
    event: status === "failed" ? "execution.failed" : "execution.finished",
    eventId: `execution:${executionId}`,
    payload: {
      execution_id: executionId,
      status,
      successful_symbols: successfulSymbols,
      failed_symbols: failedSymbols,
      total_records_processed: totalRecords,
    },
    at: now,
  });
}
