/** Sends what is due to the outside and writes down how it went: again after growing waits, at last given up. */
import { randomBytes } from "node:crypto";
import type { Db } from "@/lib/db/connect";
import {
  type ChannelRow,
  claimDueDeliveries,
  type DueDelivery,
  insertDelivery,
  selectChannel,
  updateDelivery,
} from "@/lib/db/queries/channels";
import { deliveryWaitSeconds } from "@/lib/domain/delivery-retry";
import { type Mailer, sendEmail } from "./send-email";
import { type SendResult, sendWebhook } from "./send-webhook";

export type DeliverDeps = {
  db: Db;
  now: () => Date;
  /** Null: SMTP_URL is not set. */
  mailer: Mailer | null;
};

const BATCH = 20;
const LEASE_SECONDS = 60;
const ERROR_CHARACTERS = 500;

/** Sends up to a batch of due notices; returns how many there were, so that the caller can go on while there are some. */
export async function deliverDue(
  deps: DeliverDeps,
): Promise<{ delivered: number; postponed: number; failed: number }> {
  const claim = { now: deps.now(), limit: BATCH, leaseSeconds: LEASE_SECONDS };
  const due = await claimDueDeliveries(deps.db, claim);
  const outcomes = await Promise.all(due.map((delivery) => deliverOne(deps, delivery)));
  const count = (status: string) => outcomes.filter((outcome) => outcome === status).length;
  return { delivered: count("delivered"), postponed: count("pending"), failed: count("failed") };
}

async function deliverOne(deps: DeliverDeps, delivery: DueDelivery) {
  const channel = await selectChannel(deps.db, delivery.channelId);
  const sent =
    channel === null || !channel.active
      ? { status: null, answer: null, error: "the channel is switched off" }
      : await send(deps, channel, delivery);
  const now = deps.now();
  const isGood = sent.error === null;
  const waitSeconds = isGood || !channel?.active ? null : deliveryWaitSeconds(delivery.attempts);
  const unsent = waitSeconds === null ? ("failed" as const) : ("pending" as const);
  const status = isGood ? ("delivered" as const) : unsent;
  await updateDelivery(deps.db, delivery.id, {
    status,
    responseStatus: sent.status,
    responseBody: sent.answer,
    errorMessage: sent.error?.slice(0, ERROR_CHARACTERS) ?? null,
    deliveredAt: isGood ? now : null,
    nextAttemptAt: waitSeconds === null ? null : new Date(now.getTime() + waitSeconds * 1000),
  });
  return status;
}

type Notice = { event: string; eventId: string; payload: unknown };

function send(deps: DeliverDeps, channel: ChannelRow, notice: Notice): Promise<SendResult> {
  const at = deps.now();
  const { event, eventId, payload } = notice;
  if (channel.kind === "webhook") {
    return sendWebhook({
      url: channel.target,
      secret: channel.secret ?? "",
      allowPrivate: channel.allowPrivate,
      event,
      eventId,
      body: JSON.stringify({ id: eventId, event, sent_at: at.toISOString(), data: payload }),
      at,
    });
  }
  if (deps.mailer === null) {
    return Promise.resolve({ status: null, answer: null, error: "SMTP_URL is not set" });
  }
  return sendEmail(deps.mailer, {
    to: channel.target,
    subject: `[Candlewatch] ${subjectOf(notice)}`,
    text: `${subjectOf(notice)}\n\n${JSON.stringify(payload, null, 2)}\n`,
    eventId,
  });
}

function subjectOf({ event, payload }: Notice): string {
  const isTold = typeof payload === "object" && payload !== null && "summary" in payload;
  return isTold ? `${event}: ${String(payload.summary)}`.slice(0, 200) : event;
}

/** Sends a test on the spot, and logs it like any other delivery. */
export async function sendTestNotice(
  deps: DeliverDeps,
  channel: ChannelRow,
): Promise<SendResult & { durationMs: number }> {
  const startedAt = deps.now();
  const eventId = `test:${randomBytes(8).toString("hex")}`;
  const payload = { summary: "This is a test. Nothing is wrong." };
  const sent = await send(deps, channel, { event: "test", eventId, payload });
  const endedAt = deps.now();
  await insertDelivery(deps.db, {
    channelId: channel.id,
    eventId,
    event: "test",
    payload,
    status: sent.error === null ? "delivered" : "failed",
    attempts: 1,
    responseStatus: sent.status,
    responseBody: sent.answer,
    errorMessage: sent.error?.slice(0, ERROR_CHARACTERS) ?? null,
    createdAt: startedAt,
    deliveredAt: sent.error === null ? endedAt : null,
  });
  return { ...sent, durationMs: endedAt.getTime() - startedAt.getTime() };
}
