/** Notices to the outside: signed webhooks and e-mail, with a log of every delivery. */
import { z } from "zod";
import {
  CHANNEL_KINDS,
  DELIVERY_STATUSES,
  NOTIFICATION_EVENTS,
} from "@/lib/domain/notification-events";
import { cursor, instant, limit, nextCursor, okResponse } from "./common";
import { defineEndpoint } from "./endpoint";

const byId = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });
const byDeliveryId = z.object({ id: z.coerce.number().int().positive() });
const events = z.array(z.enum(NOTIFICATION_EVENTS)).min(1).max(NOTIFICATION_EVENTS.length);
const channelName = z.string().trim().min(1).max(100).meta({ example: "ops chat" });
const target = z
  .string()
  .trim()
  .min(3)
  .max(2000)
  .describe("A webhook's http(s) address, or an e-mail address.")
  .meta({ example: "https://hooks.example.com/candlewatch" });

const channelRow = z.object({
  id: z.number().int(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  target: z.string(),
  events: z.array(z.string()),
  allow_private: z.boolean(),
  active: z.boolean(),
  created_at: instant,
  created_by: z.string().nullable(),
  last_delivery: z
    .object({ status: z.enum(DELIVERY_STATUSES), at: instant, error: z.string().nullable() })
    .nullable(),
});

export const channels = defineEndpoint("channels", {
  summary: "Where notices go; never the signing secrets.",
  role: "operator",
  rows: ({ channels }) => channels,
  response: z.object({
    timestamp: instant,
    email_available: z.boolean().describe("Whether SMTP_URL is set."),
    channels: z.array(channelRow),
  }),
});

export const addChannel = defineEndpoint("addChannel", {
  summary: "Adds a channel; a webhook's signing secret is answered this once.",
  role: "admin",
  status: 201,
  body: z.object({
    kind: z.enum(CHANNEL_KINDS),
    name: channelName,
    target,
    events,
    allow_private: z
      .boolean()
      .default(false)
      .describe("Let the webhook reach private and loopback addresses."),
  }),
  response: z.object({ timestamp: instant, channel: channelRow, secret: z.string().nullable() }),
});

export const updateChannel = defineEndpoint("updateChannel", {
  summary: "Changes a channel; what is left out stays.",
  role: "admin",
  params: byId,
  refusals: [404],
  body: z.object({
    name: channelName.optional(),
    target: target.optional(),
    events: events.optional(),
    allow_private: z.boolean().optional(),
    active: z.boolean().optional(),
  }),
  response: z.object({ timestamp: instant, channel: channelRow }),
});

export const deleteChannel = defineEndpoint("deleteChannel", {
  summary: "Removes a channel and its delivery log.",
  role: "admin",
  params: byId,
  refusals: [404],
  response: okResponse,
});

export const testChannel = defineEndpoint("testChannel", {
  summary: "Sends a test notice now and answers how it went.",
  role: "operator",
  params: byId,
  refusals: [404],
  response: z.object({
    timestamp: instant,
    delivered: z.boolean(),
    response_status: z.number().int().nullable(),
    error: z.string().nullable(),
    duration_ms: z.number().int(),
  }),
});

export const deliveries = defineEndpoint("deliveries", {
  summary: "Every notice with its attempts, newest first.",
  role: "operator",
  query: z.object({
    channel: z.coerce.number().int().positive().max(2_147_483_647).optional(),
    status: z.enum(DELIVERY_STATUSES).optional(),
    limit: limit(500, 50),
    cursor,
  }),
  rows: ({ deliveries }) => deliveries,
  response: z.object({
    timestamp: instant,
    deliveries: z.array(
      z.object({
        id: z.number().int(),
        channel_id: z.number().int(),
        channel: z.string(),
        event: z.string(),
        event_id: z.string(),
        status: z.enum(DELIVERY_STATUSES),
        attempts: z.number().int(),
        response_status: z.number().int().nullable(),
        response_body: z.string().nullable(),
        error: z.string().nullable(),
        created_at: instant,
        delivered_at: instant.nullable(),
        next_attempt_at: instant.nullable(),
        payload: z.unknown(),
      }),
    ),
    next_cursor: nextCursor,
  }),
});

export const retryDelivery = defineEndpoint("retryDelivery", {
  summary: "Sends a notice again, whatever became of it.",
  role: "operator",
  params: byDeliveryId,
  refusals: [404],
  response: okResponse,
});
