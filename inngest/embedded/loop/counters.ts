/** Numbers since this instance started; the newest lags in a ring. */
import type { EngineCounters } from "@/lib/domain/engine-facts";

const RING = 1_000;

export type Counters = ReturnType<typeof createCounters>;

export function createCounters() {
  const counts = { steps: 0, calls: 0, failedCalls: 0, leasesLost: 0, lateAnswers: 0 };
  const lags: number[] = [];
  let at = 0;
  return {
    add: (name: keyof typeof counts, count = 1) => {
      counts[name] += count;
    },
    lag: (ms: number) => {
      lags[at] = ms;
      at = (at + 1) % RING;
    },
    read: (): EngineCounters => ({
      ...counts,
      lagP50Ms: percentile(lags, 0.5),
      lagP99Ms: percentile(lags, 0.99),
    }),
  };
}

function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? null : Math.round(value * 10) / 10;
}
