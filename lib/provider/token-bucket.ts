/** A request budget: so many in any minute, with a small burst; callers wait their turn in order. */
import { BUDGET_WINDOW_MS } from "@/lib/domain/pace";

export type TokenBucket = {
  /** Waits until a request may be sent; resolves to the milliseconds waited. Rejects with the signal's reason. */
  take(signal?: AbortSignal): Promise<number>;
  /** Nobody sends before this instant: what one caller learned from a Retry-After holds for all. */
  holdUntil(instantMs: number): void;
  budget(): { requestsPerMinute: number; available: number; waitMs: number };
};

type Options = {
  /** Never more in any minute, wherever the vendor begins to count; 0 = unlimited. */
  requestsPerMinute: number;
  /** How many may be sent at once after a pause. */
  burst: number;
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/**
 * Two rules at once. Bursts: one instant, the virtual arrival time (GCRA); each request moves it one interval on, and may
 * be sent as soon as it lies less than a burst ahead. And never more than a minute's requests in any minute, which a
 * burst followed by the budget's own pace would exceed. First come first served without a queue.
 */
export function createTokenBucket(options: Options): TokenBucket {
  const { now, sleep } = options;
  // Read at each turn: an edited policy changes them while the process runs.
  const intervalOf = () =>
    options.requestsPerMinute === 0 ? 0 : 60_000 / options.requestsPerMinute;
  const toleranceOf = () => intervalOf() * (Math.max(1, options.burst) - 1);
  let arrivalMs = 0;
  let heldUntilMs = 0;
  /** When the requests of the last minute were sent, and those that wait will be; ascending. */
  const sentMs: number[] = [];

  /** When the request that is a whole minute's number back has left the vendor's minute. */
  const windowFreeMs = () => {
    const { requestsPerMinute } = options;
    if (requestsPerMinute === 0) return 0;
    const before = sentMs.at(-requestsPerMinute);
    return before === undefined ? 0 : before + BUDGET_WINDOW_MS;
  };
  const waitMs = () =>
    Math.max(0, Math.max(arrivalMs - toleranceOf(), windowFreeMs(), heldUntilMs) - now());

  return {
    async take(signal) {
      signal?.throwIfAborted();
      arrivalMs = Math.max(arrivalMs, now());
      const delayMs = Math.ceil(waitMs());
      const intervalMs = intervalOf();
      const atMs = now() + delayMs;
      arrivalMs += intervalMs;
      if (intervalMs > 0) sentMs.push(atMs);
      while (sentMs[0] !== undefined && sentMs[0] <= now() - BUDGET_WINDOW_MS) sentMs.shift();
      if (delayMs === 0) return 0;
      try {
        await sleep(delayMs, signal);
      } catch (error) {
        arrivalMs -= intervalMs;
        const place = sentMs.lastIndexOf(atMs);
        if (place !== -1) sentMs.splice(place, 1);
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
      if (intervalMs === 0) {
        const available = Number.POSITIVE_INFINITY;
        return { requestsPerMinute, available, waitMs: Math.ceil(waitMs()) };
      }
      const usedMs = Math.max(0, arrivalMs - now());
      const ofBurst = Math.floor((toleranceOf() + intervalMs - usedMs) / intervalMs);
      const since = now() - BUDGET_WINDOW_MS;
      const ofMinute = requestsPerMinute - sentMs.filter((atMs) => atMs > since).length;
      const available = Math.max(0, Math.min(ofBurst, ofMinute));
      return { requestsPerMinute, available, waitMs: Math.ceil(waitMs()) };
    },
  };
}
