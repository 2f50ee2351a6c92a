/** Prices that jump as a split makes them jump, while no split is known: said in the execution's log. */
import type { Db } from "@/lib/db/connect";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import type { CheckedBars } from "@/lib/domain/validate-bars";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";

/** One line for the first of them; the rest look alike. @returns how many there are */
export async function noteUnexplainedMoves(
  tx: Db,
  input: {
    executionId: string | null;
    symbol: string;
    timeframe: BaseTimeframe;
    suspect: CheckedBars["suspect"];
    now: Date;
  },
): Promise<number> {
  const { executionId, symbol, timeframe, now } = input;
  const moves = input.suspect.filter(({ reason }) => reason === "move_over_half_without_split");
  const [first] = moves;
  if (!first || executionId === null) return moves.length;
  const others = moves.length === 1 ? "" : `, and ${moves.length - 1} more like it`;
  const at = new Date(first.bar.t).toISOString();
  const message = `${first.detail}${others}: kept and marked as suspect`;
  await insertLogLines(tx, [
    { executionId, at: now, level: "warn", symbol, timeframe, message: `${at}: ${message}` },
  ]);
  return moves.length;
}
