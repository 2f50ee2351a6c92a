/** The operating policy: seven sections of `rto_rpo_config.yaml`, checked strictly and turned into typed values. */
import { z } from "zod";
import { type FreshnessPolicy, POLICY_KINDS, type PolicyRule } from "@/lib/domain/freshness-policy";
import {
  ALERT_SEVERITIES,
  ASSET_CLASSES,
  CRITICALITIES,
  TIMEFRAMES,
} from "@/lib/domain/vocabulary";
import { count, cronPattern, duration, oneOf, percentage, ticker, words } from "./yaml-values";

const marketRule = z.strictObject({
  criticality: oneOf(CRITICALITIES).optional(),
  asset_class: oneOf(ASSET_CLASSES).optional(),
  timeframe: oneOf(TIMEFRAMES).optional(),
  kind: oneOf(POLICY_KINDS),
  grace: duration({ zero: true }),
});

const stalenessThresholds = z
  .strictObject({
    fresh_below: duration(),
    aging_below: duration(),
    critical_beyond: duration(),
    market_time: z.strictObject({
      grace: z.strictObject({
        critical: duration({ zero: true }),
        standard: duration({ zero: true }),
        low_priority: duration({ zero: true }),
      }),
      rules: z.array(marketRule),
    }),
  })
  .superRefine((file, context) => {
    const order = [
      ["fresh_below", "aging_below"],
      ["aging_below", "critical_beyond"],
    ] as const;
    for (const [lower, higher] of order) {
      if (file[lower] < file[higher]) continue;
      const message = `allowed: longer than ${lower}`;
      context.addIssue({ code: "custom", path: [higher], message });
    }
  })
  .transform((file) => {
    const thresholds = { freshMs: file.fresh_below, agingMs: file.aging_below };
    return {
      freshMs: file.fresh_below,
      agingMs: file.aging_below,
      criticalBeyondMs: file.critical_beyond,
      graceMs: file.market_time.grace,
      /** Grace by criticality, then the exceptions: what `policyFor` takes. */
      rules: [
        ...CRITICALITIES.flatMap((criticality) =>
          ASSET_CLASSES.map((assetClass): PolicyRule => {
            const kind = assetClass === "crypto" ? "continuous" : "session";
            const graceMs = file.market_time.grace[criticality];
            return { criticality, assetClass, policy: { kind, graceMs } };
          }),
        ),
        ...file.market_time.rules.map((rule): PolicyRule => toRule(rule, thresholds)),
      ],
    };
  });

function toRule(
  rule: z.output<typeof marketRule>,
  thresholds: { freshMs: number; agingMs: number },
): PolicyRule {
  const policy: FreshnessPolicy =
    rule.kind === "wall_clock"
      ? { kind: rule.kind, thresholds }
      : { kind: rule.kind, graceMs: rule.grace };
  return {
    ...(rule.criticality ? { criticality: rule.criticality } : {}),
    ...(rule.asset_class ? { assetClass: rule.asset_class } : {}),
    ...(rule.timeframe ? { timeframe: rule.timeframe } : {}),
    policy,
  };
}

const objective = z
  .strictObject({
    rto: duration(),
    procedure: z.array(words()).min(1, "allowed: at least one step"),
  })
  .transform(({ rto, procedure }) => ({ rtoMs: rto, procedure }));

const rtoByFailureType = z.strictObject({
  scheduler_crash: objective,
  api_rate_limit: objective,
  database_connection_loss: objective,
  feature_computation_failure: objective,
});

const tier = z
  .strictObject({
    symbols: z.array(ticker()),
    rpo: duration(),
    schedule: cronPattern(),
    priority: count(1, 9),
  })
  .transform(({ rpo, ...rest }) => ({ ...rest, rpoMs: rpo }));

const rpoBySymbolCriticality = z
  .strictObject({ critical: tier, standard: tier, low_priority: tier })
  .superRefine((file, context) => {
    const classOf = new Map<string, string>();
    for (const criticality of CRITICALITIES) {
      file[criticality].symbols.forEach((symbol, index) => {
        const other = classOf.get(symbol);
        classOf.set(symbol, criticality);
        if (other === undefined) return;
        const message = `${other} has it already; allowed: each symbol once`;
        context.addIssue({ code: "custom", path: [criticality, "symbols", index], message });
      });
    }
  });

const schedulerRecovery = z
  .strictObject({
    daily_schedule: cronPattern(),
    resume_message: words(),
    heartbeat_every: duration(),
    dead_after: duration(),
    long_stop_after: duration(),
    catch_up_order: oneOf(["newest_first", "oldest_first"]),
    catch_up_request: words(),
  })
  .superRefine((file, context) => {
    if (file.dead_after >= 2 * file.heartbeat_every) return;
    const message = "allowed: at least twice heartbeat_every";
    context.addIssue({ code: "custom", path: ["dead_after"], message });
  })
  .transform((file) => ({
    dailySchedule: file.daily_schedule,
    resumeMessage: file.resume_message,
    heartbeatEveryMs: file.heartbeat_every,
    deadAfterMs: file.dead_after,
    longStopAfterMs: file.long_stop_after,
    catchUpOrder: file.catch_up_order,
    catchUpRequest: file.catch_up_request,
  }));

const severity = oneOf(ALERT_SEVERITIES);
const shareRule = z
  .strictObject({ above: percentage(), severity })
  .transform((rule) => ({ abovePct: rule.above, severity: rule.severity }));

const monitoringThresholds = z
  .strictObject({
    no_successful_backfill: z.strictObject({ beyond: duration(), severity }),
    failure_rate: z.strictObject({ above: percentage(), over: duration(), severity }),
    missing_series: shareRule,
    stale_series: shareRule,
    confirm_for: duration({ zero: true }),
    flap_limit: count(1, 100),
    flap_window: duration(),
  })
  .transform((file) => ({
    noSuccessfulBackfill: {
      beyondMs: file.no_successful_backfill.beyond,
      severity: file.no_successful_backfill.severity,
    },
    failureRate: {
      abovePct: file.failure_rate.above,
      overMs: file.failure_rate.over,
      severity: file.failure_rate.severity,
    },
    missingSeries: file.missing_series,
    staleSeries: file.stale_series,
    confirmForMs: file.confirm_for,
    flapLimit: file.flap_limit,
    flapWindowMs: file.flap_window,
  }));

const cachePolicy = z
  .strictObject({
    hot_symbols_for: duration({ zero: true }),
    hot_symbols_max: count(0, 100_000),
    query_cache_for: duration({ zero: true }),
    query_cache_max: count(0, 100_000),
  })
  .transform((file) => ({
    hotSymbolsForMs: file.hot_symbols_for,
    hotSymbolsMax: file.hot_symbols_max,
    queryCacheForMs: file.query_cache_for,
    queryCacheMax: file.query_cache_max,
  }));

const backfillOptimization = z
  .strictObject({
    parallel_backfill: z.boolean({ error: "allowed: true or false" }),
    max_concurrent_symbols: count(1, 100),
    max_concurrent_requests: count(1, 100),
    batch_size: count(1, 50_000),
    pacing_mode: oneOf(["throttled", "staggered"]),
    stagger: duration({ zero: true }),
    group_pause: duration({ zero: true }),
    retries: z.strictObject({
      attempts: count(1, 20),
      first_wait: duration(),
      longest_wait: duration(),
    }),
    storage_retry_waits: z.array(duration()).max(10, "allowed: at most 10 waits"),
    vendor: z.strictObject({
      requests_per_minute: count(0, 100_000),
      burst: count(1, 100_000),
      delay: duration({ zero: true }).prefault("15m"),
    }),
    history: z.strictObject({ "1m": duration(), "1d": duration() }),
    overlap_sessions: z.strictObject({ "1m": count(0, 20), "1d": count(0, 100) }),
  })
  .superRefine(({ retries }, context) => {
    if (retries.longest_wait >= retries.first_wait) return;
    const message = "allowed: at least first_wait";
    context.addIssue({ code: "custom", path: ["retries", "longest_wait"], message });
  })
  .transform((file) => ({
    parallelBackfill: file.parallel_backfill,
    maxConcurrentSymbols: file.max_concurrent_symbols,
    maxConcurrentRequests: file.max_concurrent_requests,
    batchSize: file.batch_size,
    pacingMode: file.pacing_mode,
    staggerMs: file.stagger,
    groupPauseMs: file.group_pause,
    retries: {
      maxAttempts: file.retries.attempts,
      baseDelayMs: file.retries.first_wait,
      maxDelayMs: file.retries.longest_wait,
    },
    storageRetryWaitsMs: file.storage_retry_waits,
    vendor: {
      requestsPerMinute: file.vendor.requests_per_minute,
      burst: file.vendor.burst,
      delayMs: file.vendor.delay,
    },
    historyMs: file.history,
    overlapSessions: file.overlap_sessions,
  }));

export const policySchema = z
  .strictObject({
    staleness_thresholds: stalenessThresholds,
    rto_by_failure_type: rtoByFailureType,
    rpo_by_symbol_criticality: rpoBySymbolCriticality,
    scheduler_recovery: schedulerRecovery,
    monitoring_thresholds: monitoringThresholds,
    cache_policy: cachePolicy,
    backfill_optimization: backfillOptimization,
  })
  .transform((file) => ({
    stalenessThresholds: file.staleness_thresholds,
    rtoByFailureType: file.rto_by_failure_type,
    rpoBySymbolCriticality: file.rpo_by_symbol_criticality,
    schedulerRecovery: file.scheduler_recovery,
    monitoringThresholds: file.monitoring_thresholds,
    cachePolicy: file.cache_policy,
    backfillOptimization: file.backfill_optimization,
  }));

/** The policy as code reads it: camel case, milliseconds and percent in the names. */
export type Policy = z.output<typeof policySchema>;
