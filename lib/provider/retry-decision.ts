/**
 * What to do after a provider failure. Decides only; the durable step waits.
 * This is the only place where vendor failures are retried: the client makes one attempt per page, so attempts never multiply.
 */
import type { ProviderFailure } from "./provider";

export type RetryPolicy = { maxAttempts: number; baseDelayMs: number; maxDelayMs: number };

export type RetryDecision = { action: "retry"; delayMs: number } | { action: "give_up" };

/** A vendor may ask for any wait; beyond an hour the step would rather fail and be seen. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/**
 * Waits of 1, 2, 4, 8, 16 … × `baseDelayMs`, at most `maxDelayMs`; the vendor's own Retry-After wins over both.
 * @param attempt 1-based number of the attempt that just failed
 */
export function decideRetry(
  failure: ProviderFailure,
  attempt: number,
  policy: RetryPolicy,
): RetryDecision {
  switch (failure.kind) {
    case "rate_limited":
    case "unavailable":
      if (attempt >= policy.maxAttempts) return { action: "give_up" };
      return { action: "retry", delayMs: delayMs(failure.retryAfterMs, attempt, policy) };
    case "not_yet_available":
    case "entitlement":
    case "auth":
    case "bad_request":
    case "unknown_symbol":
    case "malformed":
      return { action: "give_up" };
  }
}

function delayMs(retryAfterMs: number | null, attempt: number, policy: RetryPolicy): number {
  if (retryAfterMs !== null) return Math.min(LONGEST_RETRY_AFTER_MS, retryAfterMs);
  return Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
}
