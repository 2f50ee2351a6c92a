/** Notices to the outside, written in the transaction of the change they tell of and delivered later. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { NotificationEvent } from "@/lib/domain/notification-events";

/** One pending delivery per active channel that asked for the event; the same event id is never queued twice. */
export async function insertNotification(
  db: Db,
  notification: {
    event: NotificationEvent;
    eventId: string;
    payload: Record<string, unknown>;
    at: Date;
  },
): Promise<void> {
  const { event, eventId, payload, at } = notification;
  await db.execute(sql`
    insert into notification_deliveries (channel_id, event_id, event, payload, next_attempt_at, created_at)
    select id, ${eventId}, ${event}, ${JSON.stringify(payload)}::jsonb, ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz
      from notification_channels
     where active and ${event} = any(events)
    on conflict (channel_id, event_id) do nothing
  `);
}
