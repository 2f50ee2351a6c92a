/** The operating policy in the words of the alert rules. */
import type { AlertThresholds } from "@/lib/domain/alert-condition";
import type { AlertTiming } from "@/lib/domain/alert-state";
import type { Policy } from "./policy-schema";

export function alertThresholdsOf(policy: Policy): AlertThresholds {
  const { monitoringThresholds, stalenessThresholds, rpoBySymbolCriticality } = policy;
  return {
    noSuccess: monitoringThresholds.noSuccessfulBackfill,
    failureRate: monitoringThresholds.failureRate,
    missing: monitoringThresholds.missingSeries,
    stale: monitoringThresholds.staleSeries,
    staleWarningMs: stalenessThresholds.agingMs,
    staleCriticalMs: stalenessThresholds.criticalBeyondMs,
    schedulerSilentMs: policy.schedulerRecovery.deadAfterMs,
    rpoMs: {
      critical: rpoBySymbolCriticality.critical.rpoMs,
      standard: rpoBySymbolCriticality.standard.rpoMs,
      low_priority: rpoBySymbolCriticality.low_priority.rpoMs,
    },
  };
}

export function alertTimingOf({ monitoringThresholds }: Policy): AlertTiming {
  const { confirmForMs, flapWindowMs, flapLimit } = monitoringThresholds;
  return { confirmForMs, flapWindowMs, flapLimit };
}
