/** Words and comparisons about executions. Pure. */
import type { ResponseOf } from "@/lib/client/call";
import type { Trigger } from "@/lib/domain/vocabulary";

export type ExecutionRow = ResponseOf<"executionHistory">["executions"][number];

export const TRIGGER_WORDS: Record<Trigger, string> = {
  schedule: "Schedule",
  manual: "Manual",
  rerun: "Re-run",
  recovery: "Recovery",
  first_start: "First start",
};

const ENOUGH = 5;

/** Median duration of the finished rows with the same trigger and number of jobs; null while there are fewer than five. */
export function usualSeconds(row: ExecutionRow, rows: readonly ExecutionRow[]): number | null {
  const durations = rows
    .filter((other) => other.status === "completed" && other.trigger === row.trigger)
    .filter((other) => other.total_jobs === row.total_jobs)
    .flatMap(({ duration_seconds: seconds }) => (seconds === null ? [] : [seconds]))
    .sort((a, b) => a - b);
  if (durations.length < ENOUGH) return null;
  return durations[Math.floor(durations.length / 2)] ?? null;
}

/** "+38 %" against the usual; null when it differs by less than 10 % or cannot be said. */
export function againstUsual(seconds: number | null, usual: number | null): string | null {
  if (seconds === null || usual === null || usual === 0) return null;
  const pct = Math.round((seconds / usual - 1) * 100);
  if (Math.abs(pct) < 10) return null;
  return `${pct > 0 ? "+" : "−"}${Math.abs(pct)} %`;
}

/** Rows that came after the reader began to read wait; known ones are patched in place. */
export function holdNewRows(
  rows: readonly ExecutionRow[],
  newestShownAt: string,
): { shown: ExecutionRow[]; waiting: number } {
  const shown = rows.filter((row) => row.started_at <= newestShownAt);
  return { shown, waiting: rows.length - shown.length };
}
