/** One line of progress: a bar, counts, and how long it may still take. */
import type { ResponseOf } from "@/lib/client/call";
import { formatDuration } from "@/lib/client/format";

const BAR_CELLS = 30;

export function progressText({
  execution,
  progress,
}: Pick<ResponseOf<"execution">, "execution" | "progress">): string {
  const { pending, in_progress, completed, failed, cancelled } = progress;
  const done = completed + failed + cancelled;
  const total = done + pending + in_progress;
  const share = total === 0 ? 1 : done / total;
  const cells = Math.floor(share * BAR_CELLS);
  const parts = [
    `${"█".repeat(cells)}${"░".repeat(BAR_CELLS - cells)}`,
    `${done}/${total}`,
    // Floored: one open job never reads as 100.
    `${Math.floor(share * 100)} %`,
    in_progress > 0 ? `${in_progress} under way` : "",
    failed > 0 ? `${failed} failed` : "",
    cancelled > 0 ? `${cancelled} cancelled` : "",
    execution.paused ? "paused" : leftText(progress),
  ];
  return parts.filter((part) => part !== "").join("  ");
}

function leftText({
  eta_seconds_low: low,
  eta_seconds_high: high,
}: ResponseOf<"execution">["progress"]): string {
  if (low === null || high === null) return "";
  return `${formatDuration(low)} to ${formatDuration(high)} left`;
}
