import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestKey } from "@/lib/auth/testing/test-credentials";
import { insertExecution } from "@/lib/db/testing/fixtures";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

let routes: OpenRoutes;
let path: string;
beforeAll(async () => {
  routes = await openRoutes();
  path = `/api/v1/admin/scheduler/executions/${await insertExecution(routes.db)}`;
});
afterAll(() => routes.close());

const note = async (body: unknown, role: "viewer" | "operator") => {
  const key = await createTestKey(routes.db, role);
  return routes.call(`${path}/notes`, { method: "POST", body, key });
};
const notes = async () => (await (await routes.call(path)).json()).notes;

test("a note stands at the head of its execution, in its log and in the audit log", async () => {
  expect((await note({ text: "vendor ticket 4711" }, "operator")).status).toBe(200);
  const [first] = await notes();
  expect(first.text).toMatch(/^.+: vendor ticket 4711$/);
  const { lines } = await (await routes.call(`${path}/log?level=note`)).json();
  expect(lines).toMatchObject([{ level: "note", message: first.text }]);
  const [audited] = await routes.db.execute(sql`select action, reason from audit_log`);
  expect(audited).toEqual({ action: "execution.note", reason: "vendor ticket 4711" });
});

test("an empty note, a viewer's, and one on an unknown execution are refused and leave nothing", async () => {
  const before = await notes();
  expect((await note({ text: "  " }, "operator")).status).toBe(400);
  expect((await note({ text: "mine" }, "viewer")).status).toBe(403);
  const unknown = "/api/v1/admin/scheduler/executions/0199a0de-0000-7000-8000-000000000001/notes";
  expect((await routes.call(unknown, { method: "POST", body: { text: "lost" } })).status).toBe(404);
  expect(await notes()).toEqual(before);
});
