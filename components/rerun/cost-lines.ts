/** The price of a run in sentences: jobs, vendor calls, time, budget, and what has to wait. Pure. */
import { formatCount, formatDuration, plural } from "@/lib/client/format";
import type { Preview } from "./rerun-body";

export type CostLine = { key: string; text: string; warn: boolean };

/** @param clock prints an instant in the reader's zone */
export function costLines(preview: Preview, clock: (at: string) => string): CostLine[] {
  const { budget_per_minute: perMinute, budget_left: left } = preview;
  const pace =
    perMinute === null ? "without a request limit" : `at ${formatCount(perMinute)} a minute`;
  const lines: CostLine[] = [
    {
      key: "time",
      text: `about ${formatDuration(Math.max(1, Math.round(preview.estimated_seconds)))} ${pace}`,
      warn: preview.estimated_seconds > 1_800,
    },
  ];
  if (perMinute !== null && left !== null) {
    const after = Math.max(0, left - preview.requests);
    const spent = after === 0 && preview.requests > 0;
    lines.push({
      key: "budget",
      text: `budget ${formatCount(left)} of ${formatCount(perMinute)} left now, ${formatCount(after)} after the first calls`,
      warn: spent,
    });
  }
  for (const delay of preview.delays) {
    lines.push({
      key: `${delay.label} ${delay.at}`,
      text: `${delay.label} at ${clock(delay.at)} will wait ${formatDuration(delay.by_seconds)}`,
      warn: true,
    });
  }
  if (preview.conflicts.length > 0) {
    lines.push({
      key: "conflicts",
      text: `${plural(preview.conflicts.length, "job")} already under way elsewhere`,
      warn: true,
    });
  }
  return lines;
}
