/** Word, glyph and tone of every state of every vocabulary: the one place that decides how a state looks. */
import type {
  AlertSeverity,
  AlertState,
  DataStatus,
  ExecutionStatus,
  FreshnessStatus,
  HealthStatus,
  JobStatus,
} from "@/lib/domain/vocabulary";
import type { GlyphName } from "./glyph";

export type Tone = "ok" | "warn" | "bad" | "lost" | "live" | "idle";

export type StateWords = { word: string; glyph: GlyphName; tone: Tone };

export const FRESHNESS_WORDS: Record<FreshnessStatus, StateWords> = {
  fresh: { word: "Fresh", glyph: "disc", tone: "ok" },
  aging: { word: "Aging", glyph: "half", tone: "warn" },
  stale: { word: "Stale", glyph: "triangle", tone: "bad" },
  missing: { word: "Missing", glyph: "ring", tone: "lost" },
  unknown: { word: "Unknown", glyph: "question", tone: "idle" },
};

export const DATA_WORDS: Record<DataStatus, StateWords> = {
  current: { word: "Current", glyph: "disc", tone: "ok" },
  behind: { word: "Behind", glyph: "triangle", tone: "bad" },
  not_due: { word: "Not due", glyph: "moon", tone: "idle" },
  missing: { word: "Missing", glyph: "ring", tone: "lost" },
};

export const PAUSED_WORDS: StateWords = { word: "Paused", glyph: "pause", tone: "idle" };

export const EXECUTION_WORDS: Record<ExecutionStatus | "partial" | "paused", StateWords> = {
  running: { word: "Running", glyph: "running", tone: "live" },
  completed: { word: "Completed", glyph: "check", tone: "ok" },
  partial: { word: "Partial", glyph: "partial", tone: "warn" },
  failed: { word: "Failed", glyph: "cross", tone: "bad" },
  cancelled: { word: "Cancelled", glyph: "slash", tone: "idle" },
  paused: PAUSED_WORDS,
};

export const JOB_WORDS: Record<JobStatus, StateWords> = {
  pending: { word: "Queued", glyph: "clock", tone: "idle" },
  in_progress: { word: "Running", glyph: "running", tone: "live" },
  completed: { word: "Completed", glyph: "check", tone: "ok" },
  failed: { word: "Failed", glyph: "cross", tone: "bad" },
  cancelled: { word: "Cancelled", glyph: "slash", tone: "idle" },
};

export const HEALTH_WORDS: Record<HealthStatus | "unknown", StateWords> = {
  healthy: { word: "Healthy", glyph: "disc", tone: "ok" },
  degraded: { word: "Degraded", glyph: "half", tone: "warn" },
  unhealthy: { word: "Unhealthy", glyph: "triangle", tone: "bad" },
  unknown: { word: "Unknown", glyph: "question", tone: "bad" },
};

export const COMPONENT_WORDS: Record<"ok" | "warning" | "critical" | "unknown", StateWords> = {
  ok: { word: "OK", glyph: "disc", tone: "ok" },
  warning: { word: "Warning", glyph: "half", tone: "warn" },
  critical: { word: "Critical", glyph: "triangle", tone: "bad" },
  unknown: { word: "Unknown", glyph: "question", tone: "idle" },
};

export const SEVERITY_WORDS: Record<AlertSeverity, StateWords> = {
  info: { word: "Info", glyph: "ring", tone: "live" },
  warning: { word: "Warning", glyph: "half", tone: "warn" },
  critical: { word: "Critical", glyph: "triangle", tone: "bad" },
};

export const ALERT_WORDS: Record<AlertState, StateWords> = {
  pending: { word: "Pending", glyph: "clock", tone: "warn" },
  firing: { word: "Firing", glyph: "triangle", tone: "bad" },
  acknowledged: { word: "Acknowledged", glyph: "check", tone: "live" },
  snoozed: { word: "Snoozed", glyph: "moon", tone: "idle" },
  resolved: { word: "Resolved", glyph: "disc", tone: "ok" },
};

/** A completed execution with failed jobs is "partial"; a running one may be paused. */
export function executionState(row: {
  status: ExecutionStatus;
  failed_jobs: number;
  paused: boolean;
}): StateWords {
  if (row.status === "running" && row.paused) return EXECUTION_WORDS.paused;
  if (row.status === "completed" && row.failed_jobs > 0) return EXECUTION_WORDS.partial;
  return EXECUTION_WORDS[row.status];
}

export const TONE_TEXT: Record<Tone, string> = {
  ok: "text-ok-ink",
  warn: "text-warn-ink",
  bad: "text-bad-ink",
  lost: "text-lost-ink",
  live: "text-live-ink",
  idle: "text-idle-ink",
};
export const TONE_FILL: Record<Tone, string> = {
  ok: "bg-ok",
  warn: "bg-warn",
  bad: "bg-bad",
  lost: "bg-lost",
  live: "bg-live",
  idle: "bg-idle",
};
export const TONE_WASH: Record<Tone, string> = {
  ok: "bg-ok-wash",
  warn: "bg-warn-wash",
  bad: "bg-bad-wash",
  lost: "bg-lost-wash",
  live: "bg-live-wash",
  idle: "bg-idle-wash",
};
