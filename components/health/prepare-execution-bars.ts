/** Chooses the bars of the recent executions: height by duration, tone by result. Decides everything; draws nothing. */
import { executionState, type StateWords } from "@/components/ui/state-words";
import type { ResponseOf } from "@/lib/client/call";

type ExecutionRow = ResponseOf<"overview">["recent_executions"][number];

export type ExecutionBar = {
  id: string;
  state: StateWords;
  partial: boolean;
  /** 8–100, by the square root of the duration, so that one long run does not flatten the rest. */
  heightPct: number;
  row: ExecutionRow;
};

const BARS = 30;
const LOWEST_PCT = 8;

/** Newest last, at most thirty. A running execution is as high as it has lasted so far. */
export function prepareExecutionBars(rows: readonly ExecutionRow[], nowMs: number): ExecutionBar[] {
  const newest = [...rows]
    .sort((a, b) => Date.parse(a.started_at) - Date.parse(b.started_at))
    .slice(-BARS);
  const seconds = newest.map(
    (row) => row.duration_seconds ?? (nowMs - Date.parse(row.started_at)) / 1_000,
  );
  const longest = Math.max(1, ...seconds);
  return newest.map((row, index) => ({
    id: row.execution_id,
    state: executionState(row),
    partial: row.status === "completed" && row.failed_jobs > 0,
    heightPct: Math.max(LOWEST_PCT, Math.sqrt(Math.max(0, seconds[index] ?? 0) / longest) * 100),
    row,
  }));
}
