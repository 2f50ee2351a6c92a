import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

let routes: OpenRoutes;
const FAILED = "01KAY9Z5T4C8R1V6N3W7X2Q0MA";
const DONE = "01KAY9Z5T4C8R1V6N3W7X2Q0MB";

beforeAll(async () => {
  routes = await openRoutes();
  const { sql } = routes;
  await sql`
    insert into engine.events (id, name, payload)
    values ('e1', 'go', '{"id":"e1","name":"go","data":{"n":1},"ts":1763650000000}')`;
  await sql`
    insert into engine.runs (id, function_id, status, event_ids, event_name, concurrency_keys, created_at, started_at, ended_at, error, output)
    values (${FAILED}, 'f', 'failed', '{e1}', 'go', '{}', now() - interval '2 minutes', now(), now(), '{"name":"Error","message":"broken"}', null),
           (${DONE}, 'f', 'completed', '{e1}', 'go', '{}', now() - interval '1 minute', now(), now(), null, '"well"')`;
  await sql`
    insert into engine.steps (run_id, step_id, position, name, op, failed, body, total_bytes, attempts, queued_at, started_at, ended_at)
    values (${FAILED}, 'a', 1, 'first', 'StepRun', false, '1', 1, 1, now() - interval '3 seconds', now() - interval '2 seconds', now()),
           (${FAILED}, 'b', 2, 'second', 'StepRun', true, '{"name":"Error","message":"broken"}', 2, 4, now(), now(), now())`;
});
afterAll(() => routes.close());

const read = async (path: string) => (await routes.call(`/api/v1/admin/engine${path}`)).json();
const replay = (id: string, body: object = {}) =>
  routes.call(`/api/v1/admin/engine/runs/${id}/replay`, { method: "POST", body });

test("an engine that has not started says so, and still shows its queue", async () => {
  expect(await read("")).toMatchObject({
    kind: "embedded",
    reachable: false,
    note: expect.stringContaining("not started"),
    embedded: {
      queue: { depth: 0, oldest_ready_seconds: null },
      runs: { failed: 1, completed: 1 },
    },
  });
});

test("runs are listed newest first, page by page, and filtered by status", async () => {
  const first = await read("/runs?limit=1");
  const second = await read(`/runs?limit=1&cursor=${first.next_cursor}`);
  expect([first.runs[0].run_id, second.runs[0].run_id]).toEqual([DONE, FAILED]);
  expect(second.next_cursor).toBeNull();
  expect((await read("/runs?status=failed")).runs).toMatchObject([
    { run_id: FAILED, error_message: "broken" },
  ]);
});

test("one run shows its steps with attempts, waits and times", async () => {
  expect(await read(`/runs/${FAILED}`)).toMatchObject({
    run: { status: "failed", can_replay: true, error: { message: "broken" } },
    events: [{ id: "e1", data: '{"n":1}' }],
    steps: [
      {
        name: "first",
        status: "completed",
        attempts: 1,
        waited_ms: 1000,
        ran_ms: 2000,
        output: "1",
      },
      { name: "second", status: "failed", attempts: 4, output: null, error: { message: "broken" } },
    ],
  });
});

test("a failed run is replayed from its failed step, once, with a line in the audit log", async () => {
  expect((await replay(FAILED, { reason: "vendor is back" })).status).toBe(200);
  expect(await read(`/runs/${FAILED}`)).toMatchObject({
    run: { status: "queued", error: null, can_replay: false },
    steps: [{ name: "first" }, { op: "Discovery", status: "waiting" }],
  });
  expect((await replay(FAILED)).status).toBe(409);
  const lines = await routes.sql`select action, target, reason from audit_log`;
  expect([...lines]).toEqual([
    { action: "engine.replay", target: `run:${FAILED}`, reason: "vendor is back" },
  ]);
});

test("a run that ended well cannot be replayed, an unknown one cannot be found", async () => {
  const refused = await replay(DONE);
  expect([refused.status, (await refused.json()).detail]).toEqual([
    409,
    expect.stringContaining("is completed"),
  ]);
  expect((await replay("01KAY9Z5T4C8R1V6N3W7X2Q0MZ")).status).toBe(404);
});

test("the metrics tell the same in Prometheus' words", async () => {
  const text = await (await routes.call("/api/metrics")).text();
  expect(text.split("\n")).toEqual(
    expect.arrayContaining([
      "candlewatch_engine_up 0",
      'candlewatch_engine_items{state="ready"} 1',
      'candlewatch_engine_runs{status="completed"} 1',
      "candlewatch_engine_leases_lost_total 0",
    ]),
  );
});
