/** Judges the alert rules on what the last sweep stored, and writes what changed with its notices in one transaction. */
import { alertThresholdsOf, alertTimingOf } from "@/lib/config/alert-thresholds";
import type { Policy } from "@/lib/config/policy";
import type { Db } from "@/lib/db/connect";
import {
  type AlertFigures,
  type AlertSeriesRow,
  selectAlertFigures,
  selectAlertSeries,
} from "@/lib/db/queries/alert-facts";
import {
  type AlertRecord,
  insertAlert,
  insertAlertEvent,
  selectOpenAlertsForUpdate,
  selectRecentlyResolved,
  updateAlert,
} from "@/lib/db/queries/alerts";
import { insertNotification } from "@/lib/db/queries/notifications";
import type { AlertCondition, AlertFacts } from "@/lib/domain/alert-condition";
import { planAlertConditions } from "@/lib/domain/alert-rules";
import { type AlertChange, type OpenAlert, planAlertChanges } from "@/lib/domain/alert-state";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { openMsBetween } from "@/lib/domain/market-time";
import type { AlertState } from "@/lib/domain/vocabulary";

export type AlertDeps = { db: Db; policy: Policy; exchange: Calendar; now: Date };
export type AlertOutcome = {
  conditions: number;
  opened: number;
  resolved: number;
  notices: number;
};

/** How far back the provider's answers count as "recent". */
const RECENT_REQUESTS_MS = 10 * 60_000;

export async function evaluateAlerts({
  db,
  policy,
  exchange,
  now,
}: AlertDeps): Promise<AlertOutcome> {
  const nowMs = now.getTime();
  const timing = alertTimingOf(policy);
  return db.transaction(async (tx) => {
    const open = await selectOpenAlertsForUpdate(tx);
    const series = await selectAlertSeries(tx, now);
    const figures = await selectAlertFigures(tx, {
      jobsSince: new Date(nowMs - policy.monitoringThresholds.failureRate.overMs),
      requestsSince: new Date(nowMs - RECENT_REQUESTS_MS),
    });
    const resolved = await selectRecentlyResolved(tx, new Date(nowMs - timing.flapWindowMs));
    const conditions = planAlertConditions(
      {
        ...factsOf(series, figures, { exchange, nowMs }),
        providerDownOpen: open.some(({ rule }) => rule === "provider_down"),
      },
      alertThresholdsOf(policy),
    );
    const plan = planAlertChanges(
      {
        open: open.map(toOpenAlert),
        recentlyResolved: resolved.map((row) => ({
          ...row,
          resolvedAtMs: row.resolvedAt?.getTime() ?? 0,
        })),
        conditions,
        nowMs,
      },
      timing,
    );
    for (const change of plan.changes) await applyChange(tx, change, now);
    for (const notice of plan.notices) {
      const condition = conditions.find(
        ({ rule, groupKey }) => rule === notice.rule && groupKey === notice.groupKey,
      );
      await insertNotification(tx, {
        event: `alert.${notice.kind}`,
        eventId: `alert:${notice.rule}:${notice.groupKey}:${notice.kind}:${now.toISOString()}`,
        payload: { rule: notice.rule, group_key: notice.groupKey, ...payloadOf(condition) },
        at: now,
      });
    }
    return {
      conditions: conditions.length,
      opened: plan.changes.filter(({ kind }) => kind === "open").length,
      resolved: plan.changes.filter(({ kind }) => kind === "resolve").length,
      notices: plan.notices.length,
    };
  });
}

function factsOf(
  series: readonly AlertSeriesRow[],
  figures: AlertFigures,
  { exchange, nowMs }: { exchange: Calendar; nowMs: number },
): Omit<AlertFacts, "providerDownOpen"> {
  const lagMs = (row: AlertSeriesRow, sinceMs: number) =>
    openMsBetween(calendarFor(exchange, row.assetClass), sinceMs, nowMs);
  const lastSuccessMs = figures.lastSuccessAt?.getTime() ?? 0;
  const rows = series.map((row) => {
    const sinceMs = row.behindSince?.getTime();
    return {
      row,
      lagMs: sinceMs === undefined ? 0 : lagMs(row, sinceMs),
      unansweredMs: sinceMs === undefined ? 0 : lagMs(row, Math.max(sinceMs, lastSuccessMs)),
    };
  });
  return {
    nowMs,
    unansweredMs: rows.reduce((most, { unansweredMs }) => Math.max(most, unansweredMs), 0),
    finishedJobs: figures.finishedJobs,
    failedJobs: figures.failedJobs,
    series: rows.map(({ row, lagMs: lag }) => ({
      symbol: row.symbol,
      timeframe: row.timeframe,
      criticality: row.criticality,
      dataStatus: row.dataStatus,
      reason: row.reason,
      lagMs: lag,
    })),
    schedulerBeatAtMs: figures.beatAt?.getTime() ?? null,
    schedulePaused: figures.schedulePaused,
    recentRequests: { total: figures.recentRequests, failed: figures.recentFailedRequests },
  };
}

async function applyChange(tx: Db, change: AlertChange, now: Date): Promise<void> {
  if (change.kind === "resolve") {
    await updateAlert(tx, change.id, { state: "resolved", resolvedAt: now });
    await insertAlertEvent(tx, event(change.id, now, "resolved", null));
    return;
  }
  const { condition } = change;
  const seen = {
    severity: condition.severity,
    state: change.state,
    summary: condition.summary,
    cause: condition.cause,
    affectedCount: condition.affectedCount,
    details: { affected: condition.affected },
    lastSeenAt: now,
    ...(change.state === "firing" ? { snoozedUntil: null } : {}),
  };
  if (change.kind === "open") {
    const id = await insertAlert(tx, {
      ...seen,
      rule: condition.rule,
      groupKey: condition.groupKey,
      pendingSince: now,
      firingSince: change.state === "firing" ? now : null,
      flapCount: change.flapCount,
    });
    if (id !== null) await insertAlertEvent(tx, event(id, now, change.state, condition.summary));
    return;
  }
  const turned = change.state !== change.before;
  await updateAlert(tx, change.id, {
    ...seen,
    ...(turned && change.state === "firing" ? { firingSince: now } : {}),
  });
  if (turned || change.note !== null) {
    await insertAlertEvent(
      tx,
      event(change.id, now, change.state, change.note ?? condition.summary),
    );
  }
}

function event(alertId: number, at: Date, state: AlertState, note: string | null) {
  return { alertId, at, state, actor: null, note };
}

function payloadOf(condition: AlertCondition | undefined): Record<string, unknown> {
  if (!condition) return {};
  const { severity, summary, cause, affectedCount, affected } = condition;
  return { severity, summary, cause, affected_count: affectedCount, affected };
}

function toOpenAlert(row: AlertRecord): OpenAlert {
  return {
    id: row.id,
    rule: row.rule,
    groupKey: row.groupKey,
    severity: row.severity,
    state: row.state,
    pendingSinceMs: row.pendingSince.getTime(),
    lastSeenAtMs: row.lastSeenAt.getTime(),
    snoozedUntilMs: row.snoozedUntil?.getTime() ?? null,
    flapCount: row.flapCount,
  };
}
