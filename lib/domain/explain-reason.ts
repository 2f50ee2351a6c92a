/** Why a series is in its state: one stable code and the questions that led to it, for the why panel and for scripts. */
import type { DataGrade } from "./data-status";
import type { FreshnessStatus, JobStatus, ReasonCode } from "./vocabulary";

export type JobFailure = {
  stage: "fetch" | "insert" | "compute";
  /** For `fetch`: what the provider said. */
  kind: "rate_limited" | "unavailable" | "auth" | "entitlement" | "other";
  message: string;
  httpStatus: number | null;
  requestId: string | null;
};

/** The newest job of the series, whichever execution it belongs to. */
export type LatestJob = {
  status: JobStatus;
  createdAt: Date;
  startedAt: Date | null;
  completedAt: Date | null;
  /** True when it waits for provider budget rather than for a free slot. */
  throttled: boolean;
  rowsReceived: number | null;
  rowsInserted: number | null;
  featuresComputed: number | null;
  failure: JobFailure | null;
};

export type ReasonFacts = {
  active: boolean;
  /** Null: not paused. `until` null: until somebody resumes. */
  pause: { reason: string; until: Date | null } | null;
  data: DataGrade;
  freshness: FreshnessStatus;
  lastComputedAt: Date | null;
  latestJob: LatestJob | null;
  nextRunAt: Date | null;
  /** Next opening of the market, null for round the clock. */
  nextOpenAt: Date | null;
  now: Date;
};

/** `ok` false marks the step that decided; steps after it are not listed. */
export type ReasonStep = { question: string; answer: string; ok: boolean; detail: string };

export type Reason = { code: ReasonCode; path: ReasonStep[]; nextStep: string };

export function explainReason(_facts: ReasonFacts): Reason {
  throw new Error("unbuilt");
}
