import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

let routes: OpenRoutes;
beforeAll(async () => {
  routes = await openRoutes();
});
afterAll(() => routes.close());
beforeEach(() =>
  routes.db.execute(sql`truncate scheduler_heartbeats, scheduler_execution_log cascade`),
);

const ask = (path: string) => routes.call(path, { key: null });
const beat = (ago: string) =>
  routes.db.execute(
    sql`insert into scheduler_heartbeats (instance_id, started_at, beat_at) values ('test', now(), now() - ${ago}::interval)`,
  );

test("liveness asks nothing, and needs no key", async () => {
  const response = await ask("/api/healthz");
  expect([response.status, (await response.json()).status]).toEqual([200, "alive"]);
});

test("readiness is 503 and says which part is not ready", async () => {
  const response = await ask("/api/readyz");
  const { ready, checks } = await response.json();

  expect([response.status, ready]).toEqual([503, false]);
  expect(checks.database.ok).toBe(true);
  expect(checks.migrations.ok).toBe(true);
  expect(checks.heartbeat).toEqual({ ok: false, detail: "never heard" });
});

test("the dead-man's endpoint is 200 while the scheduler beats, and 503 with the reason when it is silent", async () => {
  expect((await ask("/api/deadman")).status).toBe(503);
  await beat("1 second");
  expect((await ask("/api/deadman")).status).toBe(200);

  await routes.db.execute(sql`truncate scheduler_heartbeats`);
  await beat("1 day");
  const silent = await ask("/api/deadman");
  expect(silent.status).toBe(503);
  expect(await silent.json()).toMatchObject({
    alive: false,
    reason: expect.stringContaining("silent"),
  });
});

test("the badge is a picture, or what shields.io asks for", async () => {
  const picture = await ask("/api/badge");
  const json = await ask("/api/badge?format=json");

  expect(picture.headers.get("content-type")).toMatch(/^image\/svg\+xml/);
  expect(await picture.text()).toMatch(/^<svg /);
  expect(await json.json()).toMatchObject({ schemaVersion: 1, label: expect.any(String) });
});
