/** Whether the page itself is up to date: a frozen freshness monitor is the worst failure it can have. */
import { formatDuration } from "@/lib/client/format";
import type { LivePulse } from "@/lib/client/live-pulse";

export type AsOf = {
  tone: "ok" | "warn" | "bad" | "idle";
  /** What follows "as of 14:02:31". */
  text: string;
};

const BEHIND_AFTER_PERIODS = 2;
const LOST_AFTER_PERIODS = 10;

/** `refreshMs` 0 = polling is off. */
export function gradeAsOf(
  pulse: LivePulse,
  input: { refreshMs: number; nowMs: number; clock: (ms: number) => string },
): AsOf {
  const { refreshMs, nowMs, clock } = input;
  if (pulse.trouble === "unreachable") {
    const since = pulse.oldestMs === null ? "" : ` since ${clock(pulse.oldestMs)}`;
    return { tone: "bad", text: `offline${since}, showing last known data` };
  }
  if (pulse.oldestMs === null) return { tone: "idle", text: "loading" };
  if (refreshMs === 0) return { tone: "idle", text: "paused" };
  const ageMs = nowMs - pulse.oldestMs;
  if (ageMs < BEHIND_AFTER_PERIODS * refreshMs && pulse.trouble === "none") {
    return { tone: "ok", text: "live" };
  }
  const behind = `behind ${formatDuration(Math.max(1, Math.round(ageMs / 1_000)))}, retrying`;
  if (ageMs >= LOST_AFTER_PERIODS * refreshMs) return { tone: "bad", text: behind };
  return { tone: "warn", text: behind };
}
