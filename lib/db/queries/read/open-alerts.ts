/** Alerts that are not over. */
import { type SQL, sql } from "drizzle-orm";
import { msOf } from "@/lib/db/queries/run";
import type { AlertSeverity, AlertState } from "@/lib/domain/vocabulary";

export type OpenAlert = {
  id: number;
  rule: string;
  severity: AlertSeverity;
  state: AlertState;
  summary: string;
  cause: string | null;
  affectedCount: number;
  pendingMs: number;
  firingMs: number | null;
  acknowledgedBy: string | null;
  acknowledgedMs: number | null;
  snoozedUntilMs: number | null;
};

/** Scalar JSON list of `OpenAlert`: the gravest first, then the oldest. What is only pending is not told yet. */
export const openAlerts: SQL = sql`(select coalesce(json_agg(alert), '[]'::json) from (
    select id, rule, severity, state, summary, cause, affected_count as "affectedCount",
      ${msOf("pending_since")} as "pendingMs", ${msOf("firing_since")} as "firingMs",
      acknowledged_by as "acknowledgedBy", ${msOf("acknowledged_at")} as "acknowledgedMs",
      ${msOf("snoozed_until")} as "snoozedUntilMs"
    from alerts where state not in ('resolved', 'pending')
    order by array_position(array['critical', 'warning', 'info'], severity::text), pending_since, id
    limit 100
  ) alert)`;
