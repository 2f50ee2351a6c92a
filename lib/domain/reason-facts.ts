/** What the reason of a state is judged by, and the form of each step of the judgement. */
import type { DataGrade } from "./data-status";

export type ReasonFacts = {
  active: boolean;
  /** `until` null: until somebody resumes. Null: not paused. */
  pause: { reason: string | null; until: Date | null } | null;
  data: DataGrade;
  lastComputedAt: Date | null;
  /** The job that waits or works on the series now. */
  openJob: { status: "pending" | "in_progress"; since: Date } | null;
  /** When the newest finished job of the series ended, good or bad. */
  lastAttemptAt: Date | null;
  /** Code of that job's error (see the pipeline's error codes); null when it succeeded. */
  lastErrorCode: string | null;
  lastErrorMessage: string | null;
  nextRunAt: Date | null;
  /** Next opening of the market; null for one that never closes. */
  nextOpenAt: Date | null;
  /** The newest request made for the series, where the caller has looked it up. */
  lastRequest?: {
    httpStatus: number | null;
    requestId: string | null;
    rows: number;
    attempt: number;
  } | null;
};

/** `ok` false: this question decided. Null: not reached. */
export type ReasonStep = {
  key: string;
  question: string;
  answer: string;
  ok: boolean | null;
  detail: string | null;
};
