/** The questions of the why panel in the order they are asked; the first that decides gives the reason. */
import type { ReasonFacts, ReasonStep } from "./reason-facts";
import type { ReasonCode } from "./vocabulary";

type Answer = Pick<ReasonStep, "answer" | "detail">;

type ReasonQuestion = {
  key: string;
  question: string;
  /** The reason when this question settles it, else null. */
  decide: (facts: ReasonFacts) => ReasonCode | null;
  answer: (facts: ReasonFacts, code: ReasonCode | null) => Answer;
};

export const REASON_STEPS: readonly ReasonQuestion[] = [
  {
    key: "active",
    question: "Is the symbol tracked?",
    decide: ({ active }) => (active ? null : "symbol_inactive"),
    answer: (_, code) => yesNo(code === null, null),
  },
  {
    key: "paused",
    question: "Is it running, not paused?",
    decide: ({ pause }) => (pause ? "paused" : null),
    answer: ({ pause }) => yesNo(pause === null, pause && pauseText(pause)),
  },
  {
    key: "backfilled",
    question: "Has it ever been backfilled?",
    decide: ({ data, lastAttemptAt, openJob }) =>
      data.status === "missing" && !lastAttemptAt && !openJob ? "never_backfilled" : null,
    answer: ({ data, lastAttemptAt }, code) =>
      yesNo(code === null, watermark(data.storedThrough, lastAttemptAt)),
  },
  {
    key: "computed",
    question: "Are features computed for what is stored?",
    decide: ({ lastErrorCode, openJob }) =>
      lastErrorCode === "compute_failed" && !openJob ? "compute_failed" : null,
    answer: ({ lastErrorMessage, lastComputedAt }, code) =>
      yesNo(code === null, code === null ? since("computed at", lastComputedAt) : lastErrorMessage),
  },
  {
    key: "due",
    question: "Is a bar due?",
    decide: ({ data }) => NOT_DUE[data.cause] ?? null,
    answer: ({ data, nextOpenAt }, code) =>
      yesNo(
        code === null,
        code === "not_due_market_closed"
          ? since("market opens at", nextOpenAt)
          : since("expected through", data.expectedThrough),
      ),
  },
  {
    key: "grace",
    question: "Is the grace spent?",
    decide: ({ data }) => (data.cause === "within_grace" ? "within_grace" : null),
    answer: ({ data }, code) => yesNo(code === null, since("grace ends at", data.goesStaleAt)),
  },
  {
    key: "under_way",
    question: "Is no run under way or waiting?",
    decide: ({ openJob }) => openJob && OPEN_JOB_REASON[openJob.status],
    answer: ({ openJob }) => yesNo(openJob === null, since("since", openJob?.since ?? null)),
  },
  {
    key: "tried",
    question: "Has a run tried since the bar was due?",
    decide: ({ data, lastAttemptAt }) =>
      !lastAttemptAt || (data.dueAt !== null && lastAttemptAt < data.dueAt) ? "run_overdue" : null,
    answer: ({ lastAttemptAt, nextRunAt }, code) =>
      yesNo(
        code === null,
        code === null ? since("last try at", lastAttemptAt) : since("next run at", nextRunAt),
      ),
  },
  {
    key: "provider",
    question: "Did the provider answer?",
    decide: ({ lastErrorCode }) => PROVIDER_REASON[lastErrorCode ?? ""] ?? null,
    answer: (facts, code) => yesNo(code === null, providerText(facts, code !== null)),
  },
  {
    key: "received",
    question: "Did it send bars?",
    decide: ({ data, lastErrorCode }) =>
      lastErrorCode === "provider_empty" || (!lastErrorCode && EMPTY_CAUSES.has(data.cause))
        ? "provider_empty"
        : null,
    answer: ({ lastRequest }, code) =>
      yesNo(code === null, lastRequest ? `${lastRequest.rows} rows in the last answer` : null),
  },
  {
    key: "inserted",
    question: "Were they stored?",
    decide: ({ lastErrorCode }) => (lastErrorCode === "insert_failed" ? "insert_failed" : null),
    answer: ({ lastErrorMessage }, code) => yesNo(code === null, code && lastErrorMessage),
  },
  {
    key: "same_age",
    question: "Are bars as new as the features computed from them?",
    decide: ({ data, lastComputedAt, lastErrorCode }) =>
      !lastErrorCode && lastComputedAt && data.dueAt && lastComputedAt >= data.dueAt
        ? "false_fresh"
        : null,
    answer: ({ data, lastComputedAt }, code) =>
      yesNo(code === null, watermark(data.storedThrough, lastComputedAt)),
  },
];

const NOT_DUE: Partial<Record<ReasonFacts["data"]["cause"], ReasonCode>> = {
  up_to_date: "up_to_date",
  market_closed: "not_due_market_closed",
  provider_delay: "provider_delay",
};

const OPEN_JOB_REASON: Record<"pending" | "in_progress", ReasonCode> = {
  pending: "queued_throttled",
  in_progress: "run_in_progress",
};

/** A body that makes no sense, and an answer that is none of the documented ones, count as the provider failing. */
const PROVIDER_REASON: Record<string, ReasonCode> = {
  rate_limited: "rate_limited",
  provider_5xx: "provider_5xx",
  malformed: "provider_5xx",
  bad_request: "provider_5xx",
  auth_or_entitlement: "auth_or_entitlement",
};

const EMPTY_CAUSES: ReadonlySet<string> = new Set(["no_bars", "session_empty"]);

function yesNo(ok: boolean, detail: string | null): Answer {
  return { answer: ok ? "Yes" : "No", detail };
}

function minuteText(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function since(label: string, at: Date | null): string | null {
  return at && `${label} ${minuteText(at)}`;
}

function pauseText({ reason, until }: NonNullable<ReasonFacts["pause"]>): string {
  const end = until ? `until ${minuteText(until)}` : "until resumed";
  return reason ? `${end}: ${reason}` : end;
}

function watermark(storedThrough: Date | null, touchedAt: Date | null): string {
  const stored = storedThrough ? `stored through ${minuteText(storedThrough)}` : "nothing stored";
  return touchedAt ? `${stored}, last touched ${minuteText(touchedAt)}` : stored;
}

function providerText(
  { lastRequest, lastErrorMessage }: ReasonFacts,
  failed: boolean,
): string | null {
  const parts = [
    lastRequest?.httpStatus && `HTTP ${lastRequest.httpStatus}`,
    lastRequest && lastRequest.attempt > 1 && `attempt ${lastRequest.attempt}`,
    lastRequest?.requestId && `request ${lastRequest.requestId}`,
    failed && lastErrorMessage,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : null;
}
