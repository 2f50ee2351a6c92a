/** The log of an execution, as its page shows it. */
import type { Db } from "@/lib/db/connect";
import { executionLogLines } from "@/lib/db/schema";

export type LogLine = {
  executionId: string;
  at: Date;
  level: "debug" | "info" | "note" | "warn" | "error";
  symbol?: string | null;
  timeframe?: string | null;
  message: string;
};

export async function insertLogLines(db: Db, lines: readonly LogLine[]): Promise<void> {
  if (lines.length === 0) return;
  await db.insert(executionLogLines).values([...lines]);
}
