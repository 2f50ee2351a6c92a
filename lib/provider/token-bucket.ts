/** A request budget: so many per minute, with a small burst; callers wait their turn in order. */

export type TokenBucket = {
  /** Waits until a request may be sent; resolves to the milliseconds waited. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<number>;
  /** Nobody sends before this instant: what one caller learned from a Retry-After holds for all. */
  holdUntil(instantMs: number): void;
  budget(): { requestsPerMinute: number; available: number; waitMs: number };
};

type Options = {
  /** 0 = unlimited. */
  requestsPerMinute: number;
  /** How many may be sent at once after a pause. */
  burst: number;
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/**
 * Kept as one instant, the virtual arrival time (GCRA): each request moves it one interval on, and may be sent as soon as
 * it lies less than a burst ahead. Exact, O(1), and first come first served without a queue.
 */
export function createTokenBucket(options: Options): TokenBucket {
  const { now, sleep } = options;
  // Read at each turn: an edited policy changes them while the process runs.
  const intervalOf = () =>
    options.requestsPerMinute === 0 ? 0 : 60_000 / options.requestsPerMinute;
  const toleranceOf = () => intervalOf() * (Math.max(1, options.burst) - 1);
  let arrivalMs = 0;
  let heldUntilMs = 0;

  const waitMs = () => Math.max(0, arrivalMs - toleranceOf() - now(), heldUntilMs - now());

  return {
    async take(signal) {
      signal?.throwIfAborted();
      arrivalMs = Math.max(arrivalMs, now());
      const delayMs = Math.ceil(waitMs());
      const intervalMs = intervalOf();
      arrivalMs += intervalMs;
      if (delayMs === 0) return 0;
      try {
        await sleep(delayMs, signal);
      } catch (error) {
        arrivalMs -= intervalMs;
        throw error;
      }
      return delayMs;
    },
    holdUntil(instantMs) {
      heldUntilMs = Math.max(heldUntilMs, instantMs);
    },
    budget() {
      const { requestsPerMinute } = options;
      const intervalMs = intervalOf();
      const usedMs = Math.max(0, arrivalMs - now());
      const available =
        intervalMs === 0
          ? Number.POSITIVE_INFINITY
          : Math.floor((toleranceOf() + intervalMs - usedMs) / intervalMs);
      return { requestsPerMinute, available: Math.max(0, available), waitMs: Math.ceil(waitMs()) };
    },
  };
}
