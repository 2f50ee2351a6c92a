/** Which yardstick a series is held to: by criticality, asset class and timeframe. */
import type { FreshnessThresholds } from "./freshness";
import type { AssetClass, Criticality, Timeframe } from "./vocabulary";

export const POLICY_KINDS = ["session", "continuous", "wall_clock"] as const;

/**
 * `session`: bars are due when the exchange calendar says so. `continuous`: every window of the clock is due.
 * `wall_clock`: only the age of the last computation counts. `graceMs` is the time after a bar is due during which
 * its absence is no fault.
 */
export type FreshnessPolicy =
  | { kind: "session"; graceMs: number }
  | { kind: "continuous"; graceMs: number }
  | { kind: "wall_clock"; thresholds: FreshnessThresholds };

type SeriesTraits = {
  criticality: Criticality;
  assetClass: AssetClass;
  timeframe: Timeframe;
};

/** A policy for every series that has all the named traits; what is left out matches all. */
export type PolicyRule = Partial<SeriesTraits> & { policy: FreshnessPolicy };

/** Grace covers the slowest cadence of the tier: every 15 minutes, hourly, daily. */
const DEFAULT_GRACE_MS: Record<Criticality, number> = {
  critical: 30 * 60_000,
  standard: 90 * 60_000,
  low_priority: 26 * 3_600_000,
};

/** The policy of the most specific matching rule (the last one among equals), else the default of tier and asset class. */
export function policyFor(
  traits: SeriesTraits,
  rules: readonly PolicyRule[] = [],
): FreshnessPolicy {
  let best: PolicyRule | undefined;
  let bestScore = -1;
  for (const rule of rules) {
    const score = matchScore(rule, traits);
    if (score >= bestScore && score >= 0) {
      best = rule;
      bestScore = score;
    }
  }
  return best?.policy ?? defaultPolicy(traits);
}

function defaultPolicy({ criticality, assetClass }: SeriesTraits): FreshnessPolicy {
  return {
    kind: assetClass === "crypto" ? "continuous" : "session",
    graceMs: DEFAULT_GRACE_MS[criticality],
  };
}

/** Number of traits named and met, or -1 when one is named and not met. */
function matchScore(rule: PolicyRule, traits: SeriesTraits): number {
  let score = 0;
  for (const key of ["criticality", "assetClass", "timeframe"] as const) {
    if (rule[key] === undefined) continue;
    if (rule[key] !== traits[key]) return -1;
    score += 1;
  }
  return score;
}

/** What is wrong with a policy in words, or null. */
export function policyProblem(policy: FreshnessPolicy): string | null {
  if (policy.kind === "wall_clock") return thresholdProblem(policy.thresholds);
  return policy.graceMs >= 0 && Number.isFinite(policy.graceMs)
    ? null
    : `grace must be 0 or more, not ${policy.graceMs} ms`;
}

function thresholdProblem({ freshMs, agingMs }: FreshnessThresholds): string | null {
  if (freshMs > 0 && agingMs > freshMs) return null;
  return `thresholds must satisfy 0 < fresh < aging, not fresh ${freshMs} ms and aging ${agingMs} ms`;
}
