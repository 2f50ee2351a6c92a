/** Tells an execution that is not there from one that cannot be changed any more. */
import type { Db } from "@/lib/db/connect";
import { selectExecutionState } from "@/lib/db/queries/executions";
import { unknownExecution } from "@/lib/views/not-found";

/** @throws AppError `not_found` */
export async function requireExecution(db: Db, id: string): Promise<void> {
  if ((await selectExecutionState(db, id)) === null) throw unknownExecution(id);
}
