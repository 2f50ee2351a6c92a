/** The alert rules as sentences, and how they would have behaved on the stored history. */
import type { z } from "zod";
import { alertThresholdsOf, alertTimingOf } from "@/lib/config/alert-thresholds";
import type { Policy } from "@/lib/config/policy";
import type { ENDPOINTS } from "@/lib/contract";
import type { Db } from "@/lib/db/connect";
import { selectAlertCounts, selectHistoryChanges } from "@/lib/db/queries/read/alerts";
import { type BacktestResult, backtestAlerts } from "@/lib/domain/alert-backtest";
import { describeAlertRules } from "@/lib/domain/alert-rule-words";
import type { Calendar } from "@/lib/domain/calendar";
import { toInstant } from "./wire";

type RulesEndpoint = typeof ENDPOINTS.alertRules;
type BacktestEndpoint = typeof ENDPOINTS.backtestAlerts;
type Deps = { db: Db; now: Date; policy: Policy };

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const COUNTED_DAYS = 28;

export async function viewAlertRules({
  db,
  now,
  policy,
}: Deps): Promise<z.output<RulesEndpoint["response"]>> {
  const counts = await selectAlertCounts(db, new Date(now.getTime() - COUNTED_DAYS * DAY_MS));
  const rules = describeAlertRules(alertThresholdsOf(policy), alertTimingOf(policy));
  return {
    timestamp: toInstant(now),
    rules: rules.map((words) => {
      const count = counts.find(({ rule }) => rule === words.rule);
      return { ...words, open: count?.open ?? 0, fired_28d: count?.fired ?? 0 };
    }),
  };
}

/** What is left out of the body is as the policy in force has it. */
export async function viewAlertBacktest(
  deps: Deps & { exchange: Calendar },
  body: z.output<BacktestEndpoint["body"]>,
): Promise<z.output<BacktestEndpoint["response"]>> {
  const { policy } = deps;
  const { stale_pct, missing_pct, stale_warning_hours } = body;
  const thresholds = alertThresholdsOf(policy);
  const { fired, wallClockAlerts } = await replayAlerts(deps, body.days, {
    ...thresholds,
    stale: { ...thresholds.stale, abovePct: stale_pct ?? thresholds.stale.abovePct },
    missing: { ...thresholds.missing, abovePct: missing_pct ?? thresholds.missing.abovePct },
    staleWarningMs:
      stale_warning_hours === undefined ? thresholds.staleWarningMs : stale_warning_hours * HOUR_MS,
  });
  return {
    timestamp: toInstant(deps.now),
    days: body.days,
    alerts: fired.length,
    wall_clock_alerts: wallClockAlerts,
    fired: fired.map(({ atMs, rule, groupKey, summary }) => ({
      at: new Date(atMs).toISOString(),
      rule,
      group_key: groupKey,
      summary,
    })),
  };
}

/** The stored history of the last days through the rules. */
export async function replayAlerts(
  { db, now, policy, exchange }: Deps & { exchange: Calendar },
  days: number,
  thresholds: ReturnType<typeof alertThresholdsOf>,
): Promise<BacktestResult> {
  const fromMs = now.getTime() - days * DAY_MS;
  const changes = await selectHistoryChanges(db, new Date(fromMs));
  return backtestAlerts(changes, {
    fromMs,
    toMs: now.getTime(),
    exchange,
    thresholds,
    timing: alertTimingOf(policy),
  });
}
