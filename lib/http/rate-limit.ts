/** Requests a minute per caller, counted in this process: a token bucket that fills evenly. */

type Bucket = { tokens: number; filledAtMs: number };

/** Beyond this many callers the ones that have their full budget again are forgotten. */
const MOST_BUCKETS = 10_000;
const WINDOW_SECONDS = 60;

export type RateVerdict = {
  allowed: boolean;
  remaining: number;
  /** Until one more request is allowed (0 when one is), and until the budget is full. */
  retryAfterSeconds: number;
  resetSeconds: number;
};

const holder: { [key: symbol]: Map<string, Bucket> | undefined } = globalThis as never;
const BUCKETS = Symbol.for("candlewatch.rate-limit");
holder[BUCKETS] ??= new Map();
const buckets: Map<string, Bucket> = holder[BUCKETS];

/** Takes one request off the budget of `caller`. */
export function takeRequest(caller: string, perMinute: number, nowMs: number): RateVerdict {
  const perMs = perMinute / (WINDOW_SECONDS * 1000);
  const bucket = buckets.get(caller) ?? { tokens: perMinute, filledAtMs: nowMs };
  const elapsedMs = Math.max(0, nowMs - bucket.filledAtMs);
  const filled = Math.min(perMinute, bucket.tokens + elapsedMs * perMs);
  const allowed = filled >= 1;
  const tokens = allowed ? filled - 1 : filled;
  buckets.set(caller, { tokens, filledAtMs: nowMs });
  if (buckets.size > MOST_BUCKETS) forgetIdle(nowMs);
  return {
    allowed,
    remaining: Math.floor(tokens),
    retryAfterSeconds: allowed ? 0 : Math.ceil((1 - tokens) / perMs / 1000),
    resetSeconds: Math.ceil((perMinute - tokens) / perMs / 1000),
  };
}

export function rateHeaders(perMinute: number, verdict: RateVerdict): Record<string, string> {
  return {
    "ratelimit-policy": `"default";q=${perMinute};w=${WINDOW_SECONDS}`,
    ratelimit: `"default";r=${verdict.remaining};t=${verdict.resetSeconds}`,
  };
}

function forgetIdle(nowMs: number) {
  for (const [caller, bucket] of buckets) {
    if (nowMs - bucket.filledAtMs > WINDOW_SECONDS * 1000) buckets.delete(caller);
  }
  // A flood of new addresses within a minute: the oldest go.
  for (const caller of buckets.keys()) {
    if (buckets.size <= MOST_BUCKETS) return;
    buckets.delete(caller);
  }
}
