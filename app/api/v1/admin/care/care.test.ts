import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

let routes: OpenRoutes;
const sent: unknown[] = [];

beforeAll(async () => {
  routes = await openRoutes();
});
afterAll(() => routes.close());

const start = (body: object, key?: null) =>
  routes.call("/api/v1/admin/care", { method: "POST", body, ...(key === null ? { key } : {}) });
const audited = async () => [...(await routes.sql`select action, target, reason from audit_log`)];

test("a task that nobody knows, and a caller without a key, start nothing", async () => {
  expect((await start({ task: "everything" })).status).toBe(400);
  expect((await start({ task: "splits" }, null)).status).toBe(401);
  expect(await audited()).toEqual([]);
});

test("asking for splits sends its event once, with a line in the audit log", async () => {
  // Imported late: before the routes are open it would read another environment.
  const { deliverEventsTo } = await import("@/inngest/client");
  deliverEventsTo(async (_, init) => {
    sent.push(JSON.parse(String(init?.body)));
    return Response.json({ ids: ["1"], status: 200 });
  });
  expect((await start({ task: "splits", reason: "AAPL jumps" })).status).toBe(202);
  expect(sent).toMatchObject([[{ name: "care/splits.wanted" }]]);
  expect(await audited()).toEqual([
    { action: "care.start", target: "splits", reason: "AAPL jumps" },
  ]);
});
