/**
 * What to do after a provider failure. Decides only; the durable step waits.
 * This is the only place where vendor failures are retried: the client makes one attempt per page, so attempts never multiply.
 */
import { type RetryPolicy, retryDelayMs } from "@/lib/domain/retry";
import type { ProviderFailure } from "./provider";

export type RetryDecision = { action: "retry"; delayMs: number } | { action: "give_up" };

/**
 * Busy and broken vendors are asked again, after the vendor's own Retry-After or the policy's doubling waits; what asking
 * again can't change is given up at once. `not_yet_available` is given up too: the next scheduled run is its retry.
 * @param attempt 1-based number of the attempt that just failed
 */
export function decideRetry(
  failure: ProviderFailure,
  attempt: number,
  policy: RetryPolicy,
): RetryDecision {
  switch (failure.kind) {
    case "rate_limited":
    case "unavailable": {
      const delayMs = retryDelayMs(attempt, failure.retryAfterMs, policy);
      return delayMs === null ? { action: "give_up" } : { action: "retry", delayMs };
    }
    case "not_yet_available":
    case "entitlement":
    case "auth":
    case "bad_request":
    case "unknown_symbol":
    case "malformed":
      return { action: "give_up" };
  }
}
