/** Notification channels and the log of their deliveries. */
import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { notificationChannels, notificationDeliveries } from "@/lib/db/schema";
import { rowsOf } from "./run";

export type ChannelRow = typeof notificationChannels.$inferSelect;
export type DeliveryRow = typeof notificationDeliveries.$inferSelect;
export type ListedChannel = ChannelRow & {
  last: { status: string; at: Date; error: string | null } | null;
};

/** In the order they were made, each with its newest delivery. */
export async function selectChannels(db: Db): Promise<ListedChannel[]> {
  const channels = await db.select().from(notificationChannels).orderBy(notificationChannels.id);
  const newest = await db
    .selectDistinctOn([notificationDeliveries.channelId], {
      channelId: notificationDeliveries.channelId,
      status: notificationDeliveries.status,
      at: notificationDeliveries.createdAt,
      error: notificationDeliveries.errorMessage,
    })
    .from(notificationDeliveries)
    .orderBy(notificationDeliveries.channelId, desc(notificationDeliveries.id));
  const byChannel = new Map(newest.map(({ channelId, ...last }) => [channelId, last]));
  return channels.map((channel) => ({ ...channel, last: byChannel.get(channel.id) ?? null }));
}

export async function selectChannel(db: Db, id: number): Promise<ChannelRow | null> {
  const [row] = await db.select().from(notificationChannels).where(eq(notificationChannels.id, id));
  return row ?? null;
}

export async function insertChannel(
  db: Db,
  channel: typeof notificationChannels.$inferInsert,
): Promise<ChannelRow> {
  const [row] = await db.insert(notificationChannels).values(channel).returning();
  if (row === undefined) throw new Error("the inserted channel was not returned");
  return row;
}

export type ChannelChange = Partial<
  Pick<ChannelRow, "name" | "target" | "events" | "allowPrivate" | "active">
>;

/** Null when there is no such channel; an empty change answers what is there. */
export async function updateChannel(
  db: Db,
  id: number,
  change: ChannelChange,
): Promise<ChannelRow | null> {
  if (Object.keys(change).length === 0) return selectChannel(db, id);
  const [row] = await db
    .update(notificationChannels)
    .set(change)
    .where(eq(notificationChannels.id, id))
    .returning();
  return row ?? null;
}

/** Its deliveries go with it; null when there is no such channel. */
export async function deleteChannel(db: Db, id: number): Promise<ChannelRow | null> {
  const [row] = await db
    .delete(notificationChannels)
    .where(eq(notificationChannels.id, id))
    .returning();
  return row ?? null;
}

export async function selectDeliveries(
  db: Db,
  filter: {
    channelId?: number | undefined;
    status?: string | undefined;
    before?: number | undefined;
    limit: number;
  },
): Promise<(DeliveryRow & { channel: string })[]> {
  const rows = await db
    .select({ delivery: notificationDeliveries, channel: notificationChannels.name })
    .from(notificationDeliveries)
    .innerJoin(notificationChannels, eq(notificationChannels.id, notificationDeliveries.channelId))
    .where(
      and(
        filter.channelId === undefined
          ? undefined
          : eq(notificationDeliveries.channelId, filter.channelId),
        filter.status === undefined ? undefined : eq(notificationDeliveries.status, filter.status),
        filter.before === undefined ? undefined : lt(notificationDeliveries.id, filter.before),
      ),
    )
    .orderBy(desc(notificationDeliveries.id))
    .limit(filter.limit);
  return rows.map(({ delivery, channel }) => ({ ...delivery, channel }));
}

export type DueDelivery = {
  id: number;
  channelId: number;
  event: string;
  eventId: string;
  payload: unknown;
  attempts: number;
};

/** Takes due deliveries for one attempt; a sender that dies gives them back when the lease ends. */
export async function claimDueDeliveries(
  db: Db,
  input: { now: Date; limit: number; leaseSeconds: number },
): Promise<DueDelivery[]> {
  const { now, limit, leaseSeconds } = input;
  const at = sql`${now.toISOString()}::timestamptz`;
  return rowsOf<DueDelivery>(
    db,
    sql`update notification_deliveries as delivery
      set attempts = attempts + 1, next_attempt_at = ${at} + ${leaseSeconds} * interval '1 second'
      from (
        select id from notification_deliveries where status = 'pending' and next_attempt_at <= ${at}
        order by next_attempt_at limit ${limit} for update skip locked
      ) due
      where delivery.id = due.id
      returning delivery.id::float8, delivery.channel_id as "channelId", delivery.event,
        delivery.event_id as "eventId", delivery.payload, delivery.attempts`,
  );
}

export type DeliveryOutcome = {
  status: "pending" | "delivered" | "failed";
  responseStatus: number | null;
  responseBody: string | null;
  errorMessage: string | null;
  deliveredAt: Date | null;
  nextAttemptAt: Date | null;
};

export async function updateDelivery(db: Db, id: number, outcome: DeliveryOutcome): Promise<void> {
  await db.update(notificationDeliveries).set(outcome).where(eq(notificationDeliveries.id, id));
}

/** Makes a delivery due again with its attempts counted anew; null when there is no such delivery. */
export async function requeueDelivery(
  db: Db,
  id: number,
  now: Date,
): Promise<{ channelId: number; event: string } | null> {
  const [row] = await db
    .update(notificationDeliveries)
    .set({ status: "pending", attempts: 0, nextAttemptAt: now, errorMessage: null })
    .where(eq(notificationDeliveries.id, id))
    .returning({
      channelId: notificationDeliveries.channelId,
      event: notificationDeliveries.event,
    });
  return row ?? null;
}

/** One delivery outside the queue: a test that was sent on the spot. */
export async function insertDelivery(
  db: Db,
  delivery: typeof notificationDeliveries.$inferInsert,
): Promise<void> {
  await db.insert(notificationDeliveries).values(delivery);
}
