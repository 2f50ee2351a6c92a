/** Notification channels and deliveries as the API tells of them; signing secrets are never among it. */
import { z } from "zod";
import type { ResponseBody } from "@/lib/contract/response-body";
import type { Db } from "@/lib/db/connect";
import { type ListedChannel, selectChannels, selectDeliveries } from "@/lib/db/queries/channels";
import {
  CHANNEL_KINDS,
  DELIVERY_STATUSES,
  type DeliveryStatus,
} from "@/lib/domain/notification-events";
import { AppError } from "@/lib/errors";
import { decodeCursor, positionId } from "./cursor";
import { cutPage } from "./page";
import { toInstant, toInstantOrNull } from "./wire";

type Deps = { db: Db; now: Date };
type ChannelBody = ResponseBody<"channels">["channels"][number];

export async function viewChannels(
  { db, now }: Deps,
  isEmailAvailable: boolean,
): Promise<ResponseBody<"channels">> {
  const channels = await selectChannels(db);
  return {
    timestamp: toInstant(now),
    email_available: isEmailAvailable,
    channels: channels.map(channelRow),
  };
}

/** @throws AppError `not_found` */
export async function viewChannel({ db }: Deps, id: number): Promise<ChannelBody> {
  const channel = (await selectChannels(db)).find((candidate) => candidate.id === id);
  if (channel === undefined) throw unknownChannel(id);
  return channelRow(channel);
}

export function unknownChannel(id: number): AppError {
  return new AppError("not_found", `There is no channel ${id}.`);
}

function channelRow(row: ListedChannel): ChannelBody {
  return {
    id: row.id,
    kind: CHANNEL_KINDS.find((kind) => kind === row.kind) ?? "webhook",
    name: row.name,
    target: row.target,
    events: row.events,
    allow_private: row.allowPrivate,
    active: row.active,
    created_at: toInstant(row.createdAt),
    created_by: row.createdBy,
    last_delivery: row.last && {
      status: statusOf(row.last.status),
      at: toInstant(row.last.at),
      error: row.last.error,
    },
  };
}

type DeliveryQuery = {
  channel?: number | undefined;
  status?: DeliveryStatus | undefined;
  limit: number;
  cursor?: string | undefined;
};

export async function viewDeliveries(
  { db, now }: Deps,
  { channel, status, limit, cursor }: DeliveryQuery,
): Promise<ResponseBody<"deliveries">> {
  const before = decodeCursor("deliveries", z.tuple([positionId]), cursor)?.[0];
  const found = await selectDeliveries(db, {
    channelId: channel,
    status,
    before,
    limit: limit + 1,
  });
  const page = cutPage(found, limit, { kind: "deliveries", keysOf: ({ id }) => [id] });
  return {
    timestamp: toInstant(now),
    deliveries: page.rows.map((row) => ({
      id: row.id,
      channel_id: row.channelId,
      channel: row.channel,
      event: row.event,
      event_id: row.eventId,
      status: statusOf(row.status),
      attempts: row.attempts,
      response_status: row.responseStatus,
      response_body: row.responseBody,
      error: row.errorMessage,
      created_at: toInstant(row.createdAt),
      delivered_at: toInstantOrNull(row.deliveredAt),
      next_attempt_at: toInstantOrNull(row.nextAttemptAt),
      payload: row.payload,
    })),
    next_cursor: page.nextCursor,
  };
}

function statusOf(text: string): DeliveryStatus {
  return DELIVERY_STATUSES.find((status) => status === text) ?? "pending";
}
