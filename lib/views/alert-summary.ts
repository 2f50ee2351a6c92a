/** An open alert as health, overview and lists show it. */
import type { z } from "zod";
import type { alertSummary } from "@/lib/contract/health";
import type { OpenAlert } from "@/lib/db/queries/read/open-alerts";

export function toAlertSummary(alert: OpenAlert): z.output<typeof alertSummary> {
  return {
    id: alert.id,
    rule: alert.rule,
    severity: alert.severity,
    state: alert.state,
    summary: alert.summary,
    cause: alert.cause,
    affected_count: alert.affectedCount,
    pending_since: new Date(alert.pendingMs).toISOString(),
    firing_since: instantOf(alert.firingMs),
    acknowledged_by: alert.acknowledgedBy,
    acknowledged_at: instantOf(alert.acknowledgedMs),
    snoozed_until: instantOf(alert.snoozedUntilMs),
  };
}

function instantOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
