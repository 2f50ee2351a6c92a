/** Alerts with their timeline, open ones first. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { type AlertRecord, selectAlertEvents } from "@/lib/db/queries/alerts";
import { selectAlerts, selectOpenAlertCount } from "@/lib/db/queries/read/alerts";
import { decodeCursor, positionId } from "./cursor";
import type { ViewDeps } from "./deps";
import { cutPage } from "./page";
import { toInstant, toInstantOrNull } from "./wire";

type Endpoint = typeof ENDPOINTS.alerts;
type Response = z.output<Endpoint["response"]>;
type Row = Response["alerts"][number];

const KIND = "alerts";
const keys = z.tuple([z.boolean(), positionId]);

export async function viewAlerts(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  query: z.output<Endpoint["query"]>,
): Promise<Response> {
  const after = decodeCursor(KIND, keys, query.cursor);
  const [open, rows] = await Promise.all([
    selectOpenAlertCount(db),
    selectAlerts(db, query, {
      limit: query.limit + 1,
      after: after && { open: after[0], id: after[1] },
    }),
  ]);
  const page = cutPage(rows, query.limit, {
    kind: KIND,
    keysOf: (row) => [row.state !== "resolved", row.id],
  });
  const events = await selectAlertEvents(
    db,
    page.rows.map(({ id }) => id),
  );
  return {
    timestamp: toInstant(now),
    open,
    alerts: page.rows.map((row) => ({
      ...toAlertSummary(row),
      affected: affectedOf(row.details),
      last_seen_at: toInstant(row.lastSeenAt),
      acknowledge_reason: row.acknowledgeReason,
      resolved_at: toInstantOrNull(row.resolvedAt),
      flap_count: row.flapCount,
      events: events
        .filter(({ alertId }) => alertId === row.id)
        .map(({ at, state, actor, note }) => ({ at: toInstant(at), state, actor, note })),
    })),
    next_cursor: page.nextCursor,
  };
}

/** What lists of alerts elsewhere show. */
function toAlertSummary(
  row: AlertRecord,
): Omit<
  Row,
  "affected" | "events" | "last_seen_at" | "acknowledge_reason" | "resolved_at" | "flap_count"
> {
  return {
    id: row.id,
    rule: row.rule,
    severity: row.severity,
    state: row.state,
    summary: row.summary,
    cause: row.cause,
    affected_count: row.affectedCount,
    pending_since: toInstant(row.pendingSince),
    firing_since: toInstantOrNull(row.firingSince),
    acknowledged_by: row.acknowledgedBy,
    acknowledged_at: toInstantOrNull(row.acknowledgedAt),
    snoozed_until: toInstantOrNull(row.snoozedUntil),
  };
}

const detailsSchema = z.object({ affected: z.array(z.string()) });

function affectedOf(details: unknown): string[] {
  const parsed = detailsSchema.safeParse(details);
  return parsed.success ? parsed.data.affected : [];
}
