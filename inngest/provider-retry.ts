/** Translates failures of a step into Inngest's retry vocabulary: wait and try again, or give up and answer with the reason. */
import { RetryAfterError } from "inngest";
import type { Policy } from "@/lib/config/policy-schema";
import { isDatabaseAway } from "@/lib/db/database-away";
import { retryDelayMs } from "@/lib/domain/retry";
import {
  CODE_OF_FAILURE,
  type JobError,
  type JobErrorCode,
  messageOf,
} from "@/lib/pipeline/error-code";
import { ProviderError } from "@/lib/provider/provider";
import { decideRetry } from "@/lib/provider/retry-decision";

/** A step's result: exhausted retries are an answer, not an exception, so that one broken stream fails only its own jobs. */
export type Settled<T> = { ok: true; value: T | null } | { ok: false; error: JobError };

export type Attempt = {
  /** 0-based, as Inngest counts. */
  attempt: number;
  policy: Policy;
  /** What a failure is called that nobody has a better name for. */
  otherwise: JobErrorCode;
  /** Told before the wait of each attempt that will be followed by another. */
  onRetry: (error: JobError, delayMs: number) => Promise<void>;
};

/**
 * Runs `work`. Vendor failures follow the policy's waits (the vendor's own Retry-After wins), a database that is away
 * follows the storage waits, everything else the same schedule as the vendor.
 */
export async function withRetry<T>(step: Attempt, work: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const verdict = judge(error, step);
    if (verdict === "too_early") return { ok: true, value: null };
    if (verdict.delayMs === null) return { ok: false, error: verdict.error };
    await step.onRetry(verdict.error, verdict.delayMs).catch(() => undefined);
    throw new RetryAfterError(verdict.error.message, verdict.delayMs, { cause: error });
  }
}

type Verdict = { error: JobError; delayMs: number | null } | "too_early";

function judge(error: unknown, { attempt, policy, otherwise }: Attempt): Verdict {
  const { retries, storageRetryWaitsMs } = policy.backfillOptimization;
  const message = messageOf(error);
  if (error instanceof ProviderError) {
    const code = CODE_OF_FAILURE[error.failure.kind];
    if (code === null) return "too_early";
    const decision = decideRetry(error.failure, attempt + 1, retries);
    return {
      error: { code, message },
      delayMs: decision.action === "retry" ? decision.delayMs : null,
    };
  }
  if (isDatabaseAway(error)) {
    return {
      error: { code: "insert_failed", message },
      delayMs: storageRetryWaitsMs[attempt] ?? null,
    };
  }
  return {
    error: { code: otherwise, message },
    delayMs: retryDelayMs(attempt + 1, null, retries),
  };
}
