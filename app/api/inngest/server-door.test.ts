import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

const SIGNING_KEY = "0123456789abcdef0123456789abcdef";
let routes: OpenRoutes;

beforeAll(async () => {
  process.env.INNGEST_BASE_URL = "http://127.0.0.1:65534";
  process.env.INNGEST_EVENT_KEY = "0123456789abcdef";
  process.env.INNGEST_SIGNING_KEY = SIGNING_KEY;
  routes = await openRoutes();
});
afterAll(() => routes.close());

const BODY = JSON.stringify({ ctx: {}, event: {}, events: [], steps: {} });
const call = (headers: Record<string, string>) =>
  routes.call("/api/inngest?fnId=candlewatch-nothing&stepId=step", {
    method: "POST",
    body: BODY,
    headers,
  });

function signature(key: string, seconds: number): string {
  const mac = createHmac("sha256", key).update(BODY).update(String(seconds)).digest("hex");
  return `t=${seconds}&s=${mac}`;
}

const now = () => Math.round(Date.now() / 1000);

test("with an Inngest server a call without its signature is refused", async () => {
  expect((await call({})).status).toBe(401);
});

test("a call signed with another key, or an old one, is refused", async () => {
  const wrong = await call({ "x-inngest-signature": signature("another key", now()) });
  const old = await call({ "x-inngest-signature": signature(SIGNING_KEY, now() - 600) });
  expect([wrong.status, old.status]).toEqual([401, 401]);
});

test("a signed call comes through, and is told when it names no function", async () => {
  const response = await call({ "x-inngest-signature": signature(SIGNING_KEY, now()) });
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("candlewatch-nothing");
});

test("an engine that is elsewhere is told honestly: not reachable, its queue unknown", async () => {
  const response = await routes.call("/api/v1/admin/engine");
  expect(await response.json()).toMatchObject({
    kind: "inngest",
    server: "http://127.0.0.1:65534",
    reachable: false,
    embedded: null,
  });
});
