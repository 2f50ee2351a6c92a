/** Readiness and the dead-man's switch. A failure to measure is never reported as health. */
import type { Policy } from "@/lib/config/policy";
import type { ResponseBody } from "@/lib/contract/response-body";
import type { Db } from "@/lib/db/connect";
import {
  countKnownMigrations,
  type Readiness,
  selectReadiness,
} from "@/lib/db/queries/read/readiness";
import type { Calendar } from "@/lib/domain/calendar";
import { openMsBetween } from "@/lib/domain/market-time";
import { toInstant, toInstantOrNull } from "./wire";

export type ProbeDeps = {
  db: Db;
  now: Date;
  policy: Policy;
  exchange: Calendar;
  isScheduleOn: boolean;
  /** Null when it runs; else what is wrong with it. */
  engineFault: () => Promise<string | null>;
};

type Ready = ResponseBody<"readyz">;

export async function viewReadiness(deps: ProbeDeps): Promise<Ready> {
  const { db, now, policy } = deps;
  const timestamp = toInstant(now);
  const found = await selectReadiness(db).catch(() => null);
  if (found === null) {
    const unknown = { ok: false, detail: "not asked: the database does not answer" };
    const database = { ok: false, detail: "does not answer" };
    const checks = { database, migrations: unknown, engine: unknown, heartbeat: unknown };
    return { timestamp, ready: false, checks };
  }
  const engineFault = await deps.engineFault().catch(() => "cannot be asked");
  const missing = countKnownMigrations() - found.appliedMigrations;
  const silentMs = found.beatAt === null ? null : now.getTime() - found.beatAt.getTime();
  const checks = {
    database: { ok: true, detail: "answers" },
    migrations: {
      ok: missing <= 0,
      detail: missing <= 0 ? "complete" : `${missing} missing; run npm run db:migrate`,
    },
    engine: { ok: engineFault === null, detail: engineFault ?? "running" },
    heartbeat: heartbeatCheck(silentMs, policy.schedulerRecovery.deadAfterMs),
  };
  return { timestamp, ready: Object.values(checks).every(({ ok }) => ok), checks };
}

function heartbeatCheck(silentMs: number | null, deadAfterMs: number) {
  if (silentMs === null) return { ok: false, detail: "never heard" };
  const seconds = Math.round(silentMs / 1000);
  return { ok: silentMs <= deadAfterMs, detail: `${seconds} s ago` };
}

/** @throws whatever the database throws: an answer that could not be measured must not look alive */
export async function viewDeadman(
  deps: Omit<ProbeDeps, "engineFault">,
): Promise<ResponseBody<"deadman">> {
  const { db, now } = deps;
  const found = await selectReadiness(db);
  const reason = deathCause(found, deps);
  return {
    timestamp: toInstant(now),
    alive: reason === null,
    reason,
    scheduler_beat_seconds_ago:
      found.beatAt === null ? null : (now.getTime() - found.beatAt.getTime()) / 1000,
    last_success_at: toInstantOrNull(found.lastSuccessAt),
  };
}

function deathCause(
  found: Readiness,
  { now, policy, exchange, isScheduleOn }: Omit<ProbeDeps, "engineFault">,
): string | null {
  const nowMs = now.getTime();
  const { deadAfterMs } = policy.schedulerRecovery;
  if (found.beatAt === null || nowMs - found.beatAt.getTime() > deadAfterMs) {
    return `The scheduler has been silent for more than ${deadAfterMs / 1000} s.`;
  }
  if (!isScheduleOn || !found.hasExecutions) return null;
  // In market time: over a closed weekend nothing is due, and nobody is to be woken.
  const { beyondMs } = policy.monitoringThresholds.noSuccessfulBackfill;
  const sinceMs = found.lastSuccessAt?.getTime() ?? 0;
  const isOverdue =
    found.lastSuccessAt === null || openMsBetween(exchange, sinceMs, nowMs) > beyondMs;
  return isOverdue
    ? `No backfill has succeeded for more than ${beyondMs / 3_600_000} h of market time.`
    : null;
}
