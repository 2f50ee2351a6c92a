/** Retry policy: whether to try again and how long to wait. Decides only; never sleeps. */

export type RetryPolicy = { maxAttempts: number; baseDelayMs: number; maxDelayMs: number };

export const PROVIDER_RETRY_POLICY: RetryPolicy = {
  maxAttempts: 5,
  baseDelayMs: 1_000,
  maxDelayMs: 300_000,
};

/**
 * Doubling waits: base, 2 × base, 4 × base … capped at `maxDelayMs`. What the server asked for wins, uncapped:
 * coming back earlier would only be refused again.
 *
 * @param attempt 1-based number of the attempt that just failed
 * @param retryAfterMs the server's `Retry-After`, null without one
 * @returns delay in ms, or null once `maxAttempts` is spent
 */
export function retryDelayMs(
  attempt: number,
  retryAfterMs: number | null,
  policy: RetryPolicy = PROVIDER_RETRY_POLICY,
): number | null {
  if (attempt >= policy.maxAttempts) return null;
  return retryAfterMs ?? backoffMs(attempt, policy);
}

/** The wait after the given attempt, whether or not another attempt is left. */
export function backoffMs(attempt: number, policy: RetryPolicy = PROVIDER_RETRY_POLICY): number {
  return Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
}
