/** The alert rules as people read them: what each watches for, and the number it is held against. */

import type { AlertThresholds } from "./alert-condition";
import { ALERT_RULE_SENTENCES, ALERT_RULES, type AlertRule, hours } from "./alert-condition";
import type { AlertTiming } from "./alert-state";

export type RuleWords = { rule: AlertRule; sentence: string; threshold: string };

/** In the order in which the rules are judged. */
export function describeAlertRules(thresholds: AlertThresholds, timing: AlertTiming): RuleWords[] {
  const held = timing.confirmForMs === 0 ? "at once" : `after ${hours(timing.confirmForMs)}`;
  return ALERT_RULES.map((rule) => ({
    rule,
    sentence: ALERT_RULE_SENTENCES[rule],
    threshold: `${thresholdWords(rule, thresholds)}; fires ${held}`,
  }));
}

function thresholdWords(rule: AlertRule, thresholds: AlertThresholds): string {
  const { noSuccess, failureRate, missing, stale, rpoMs } = thresholds;
  switch (rule) {
    case "no_successful_backfill":
      return `more than ${hours(noSuccess.beyondMs)} of market time (${noSuccess.severity})`;
    case "failure_rate":
      return `more than ${failureRate.abovePct} % (${failureRate.severity})`;
    case "missing_share":
      return `more than ${missing.abovePct} % of all series (${missing.severity})`;
    case "stale_share":
      return `more than ${stale.abovePct} % of the series that are due (${stale.severity})`;
    case "stale_series":
      return `more than ${hours(thresholds.staleWarningMs)} of market time (warning), ${hours(thresholds.staleCriticalMs)} (critical)`;
    case "rpo_breached":
      return `critical ${hours(rpoMs.critical)}, standard ${hours(rpoMs.standard)}, low priority ${hours(rpoMs.low_priority)} of market time`;
    case "scheduler_silent":
      return `no heartbeat for ${hours(thresholds.schedulerSilentMs)} (critical)`;
    case "provider_down":
      return "every request of the last 10 min (critical)";
  }
}
