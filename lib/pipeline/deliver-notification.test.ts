import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { insertChannel } from "@/lib/db/queries/channels";
import { insertNotification } from "@/lib/db/queries/notifications";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import { deliverDue } from "./deliver-notification";

const SECRET = "cwsec_test";
let testDb: TestDb;
let receiver: Server;
let url: string;
let received: { headers: IncomingMessage["headers"]; body: string }[] = [];
let answer = 200;
let now = new Date("2026-11-20T15:00:00Z");

const deps = () => ({ db: testDb.db, now: () => now, mailer: null });
const addSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

beforeAll(async () => {
  testDb = await createTestDb();
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answer).end("thanks");
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  await new Promise((closed) => receiver.close(closed));
  await testDb.close();
});
beforeEach(async () => {
  await testDb.sql`truncate notification_channels, notification_deliveries cascade`;
  received = [];
  answer = 200;
  now = new Date("2026-11-20T15:00:00Z");
});

async function queue(options: { allowPrivate?: boolean; target?: string; kind?: string } = {}) {
  await insertChannel(testDb.db, {
    kind: options.kind ?? "webhook",
    name: "ops",
    target: options.target ?? url,
    secret: SECRET,
    events: ["execution.failed"],
    allowPrivate: options.allowPrivate ?? true,
  });
  await insertNotification(testDb.db, {
    event: "execution.failed",
    eventId: "execution:1:failed",
    payload: { summary: "50 symbols failed" },
    at: now,
  });
}
const log = () =>
  testDb.sql`select status, attempts, response_status, error_message, next_attempt_at from notification_deliveries`;

test("a notice is sent once, signed over its time and body so that a receiver can check both", async () => {
  await queue();

  expect(await deliverDue(deps())).toEqual({ delivered: 1, postponed: 0, failed: 0 });
  expect(await deliverDue(deps())).toEqual({ delivered: 0, postponed: 0, failed: 0 });

  const [{ headers, body } = { headers: {}, body: "" }] = received;
  const [, seconds, mac] =
    /^t=(\d+),v1=(\w+)$/.exec(String(headers["x-candlewatch-signature"])) ?? [];
  expect(received).toHaveLength(1);
  expect(Number(seconds)).toBe(now.getTime() / 1000);
  expect(mac).toBe(createHmac("sha256", SECRET).update(`${seconds}.${body}`).digest("hex"));
  expect(JSON.parse(body)).toMatchObject({
    id: "execution:1:failed",
    event: "execution.failed",
    data: { summary: "50 symbols failed" },
  });
  expect(await log()).toMatchObject([{ status: "delivered", attempts: 1, response_status: 200 }]);
});

test("a receiver that fails is tried again after growing waits and at last given up", async () => {
  await queue();
  answer = 500;
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 7; attempt += 1) {
    await deliverDue(deps());
    const [row] = await log();
    expect(row?.attempts).toBe(attempt);
    const next = row?.next_attempt_at as Date | null;
    if (next === null) break;
    waits.push((next.getTime() - now.getTime()) / 1000);
    now = addSeconds(waits.at(-1) ?? 0);
  }

  expect(waits).toEqual([10, 60, 300, 1800, 7200, 21_600]);
  expect(await log()).toMatchObject([{ status: "failed", error_message: "answered 500" }]);
});

test("a sender that died while sending is taken over when its lease ends", async () => {
  await queue();
  const { claimDueDeliveries } = await import("@/lib/db/queries/channels");
  await claimDueDeliveries(testDb.db, { now, limit: 10, leaseSeconds: 60 });

  expect((await deliverDue(deps())).delivered).toBe(0);
  now = addSeconds(61);
  expect((await deliverDue(deps())).delivered).toBe(1);
});

test.each([
  ["an address", () => url],
  ["a name", () => url.replace("127.0.0.1", "localhost")],
])("a private address behind %s is refused unless the channel allows it", async (_, target) => {
  await queue({ allowPrivate: false, target: target() });

  await deliverDue(deps());

  expect(received).toEqual([]);
  expect(await log()).toMatchObject([
    { status: "pending", error_message: expect.stringMatching(/private or reserved/) },
  ]);
});

test("an e-mail without a mail server says what is missing", async () => {
  await queue({ kind: "email", target: "ops@example.com" });

  await deliverDue(deps());

  expect(await log()).toMatchObject([{ error_message: "SMTP_URL is not set" }]);
});
