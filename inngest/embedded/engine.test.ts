import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { createStage, type Stage } from "./testing/stage";

let stage: Stage;
afterEach(() => stage.close());

const twoSteps = (notes: string[]) => (client: Stage["client"]) => [
  client.createFunction(
    { id: "two", retries: 2, triggers: [{ event: "go" }] },
    async ({ step }) => {
      const a = await step.run("a", () => notes.push("a"));
      const b = await step.run("b", () => notes.push("b"));
      return a + b;
    },
  ),
];

describe("events", () => {
  test("sent inside the caller's transaction exist only if it commits", async () => {
    stage = await createStage(twoSteps([]));
    await stage.engine.start();
    const failing = stage.database.db.transaction(async (tx) => {
      await stage.engine.enqueueEvents(tx, [{ name: "go", id: "lost" }]);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    await stage.database.db.transaction(async (tx) => {
      await tx.execute(sql`create table proof (n int)`);
      await stage.engine.enqueueEvents(tx, [{ name: "go", id: "kept" }]);
    });
    expect((await stage.ended()).status).toBe("completed");
    expect(await stage.engine.listRuns({ limit: 10 })).toHaveLength(1);
  });

  test("that come before the start set off their functions all the same", async () => {
    const notes: string[] = [];
    stage = await createStage(twoSteps(notes));
    await stage.engine.sendEvents([{ name: "go" }]);
    await stage.database.db.transaction((tx) => stage.engine.enqueueEvents(tx, [{ name: "go" }]));
    await stage.engine.start();

    await stage.until(async () => (await stage.engine.snapshot()).runs.completed === 2);
    expect(notes).toHaveLength(4);
  });

  test("are refused as a list when one of them is malformed, with status 400", async () => {
    stage = await createStage(twoSteps([]));
    await stage.engine.start();
    const answer = await stage.engine.fetch("http://x/e/key", {
      method: "POST",
      body: JSON.stringify([{ name: "go" }, { name: "" }]),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining("events[1].name") });
    expect(await stage.engine.listRuns({ limit: 10 })).toEqual([]);
  });

  test("get the same id when the client sends them again with the same seed", async () => {
    stage = await createStage(twoSteps([]));
    await stage.engine.start();
    const send = () =>
      stage.engine.fetch("http://x/e/key", {
        method: "POST",
        headers: { "x-inngest-event-id-seed": "1700000000000,abc" },
        body: JSON.stringify({ name: "go" }),
      });
    const [first, second] = [await (await send()).json(), await (await send()).json()];
    expect(second).toEqual(first);
    await stage.ended();
    expect(await stage.engine.listRuns({ limit: 10 })).toHaveLength(1);
  });

  test("ask for an API the engine does not have in vain, and are told so", async () => {
    stage = await createStage(twoSteps([]));
    const answer = await stage.engine.fetch("http://x/v1/signals", { method: "POST" });
    expect(answer.status).toBe(404);
  });
});

describe("registration", () => {
  test("refuses a bad CEL expression with the function's name, and does not start", async () => {
    stage = await createStage((client) => [
      client.createFunction(
        { id: "bad", triggers: [{ event: "go" }], idempotency: "event.data." },
        async () => undefined,
      ),
    ]);
    await expect(stage.engine.start()).rejects.toThrow(
      /Function "stage-bad" is refused: idempotency/,
    );
  });

  test("refuses a bad cron expression", async () => {
    stage = await createStage((client) => [
      client.createFunction(
        { id: "bad", triggers: [{ cron: "99 * * * *" }] },
        async () => undefined,
      ),
    ]);
    await expect(stage.engine.start()).rejects.toThrow(/Function "stage-bad".*cron "99/);
  });
});

describe("a handler", () => {
  test("that hangs is given up after the time-out, and the run goes on when it answers again", async () => {
    const notes: string[] = [];
    stage = await createStage(twoSteps(notes), { callTimeoutMs: 150 });
    const real = stage.door.handler;
    await stage.engine.start();
    let calls = 0;
    stage.open((request) => (++calls === 1 ? new Promise(() => undefined) : real(request)));
    await stage.engine.sendEvents([{ name: "go" }]);
    expect((await stage.ended()).status).toBe("completed");
    expect(notes).toEqual(["a", "b"]);
  });

  test("that is gone for a while is called again", async () => {
    stage = await createStage(twoSteps([]));
    const real = stage.door.handler;
    await stage.engine.start();
    let calls = 0;
    stage.open((request) =>
      ++calls <= 2 ? Promise.reject(new Error("deploy under way")) : real(request),
    );
    await stage.engine.sendEvents([{ name: "go" }]);
    expect((await stage.ended()).status).toBe("completed");
  });

  test("that answers no JSON fails the run with a name, and the next run is served", async () => {
    stage = await createStage(twoSteps([]));
    const real = stage.door.handler;
    await stage.engine.start();
    stage.open(async () => new Response("<html>", { status: 502 }));
    await stage.engine.sendEvents([{ name: "go" }]);
    const failed = await stage.ended();
    expect(failed.status).toBe("failed");
    expect((await stage.engine.runDetail(failed.runId))?.error?.name).toBe("InvalidAnswerError");
    stage.open(real);
    await stage.engine.sendEvents([{ name: "go" }]);
    const next = await stage.until(async () => {
      const [run] = await stage.engine.listRuns({ limit: 1, status: "completed" });
      return run;
    });
    expect(next.runId).not.toBe(failed.runId);
  });

  test("that no longer knows the function fails its runs with the SDK's words", async () => {
    stage = await createStage(twoSteps([]));
    await stage.engine.start();
    const gone = {
      type: "internal",
      name: "Error",
      message: 'Function "stage-two" was not found in this app',
    };
    stage.open(async () => Response.json(gone, { status: 500 }));
    await stage.engine.sendEvents([{ name: "go" }]);
    expect(await stage.ended()).toMatchObject({ status: "failed", error: gone.message });
  });
});

describe("by hand", () => {
  test("a failed run is replayed from the step that failed", async () => {
    const notes: string[] = [];
    let broken = true;
    stage = await createStage((client) => [
      client.createFunction(
        { id: "fn", retries: 0, triggers: [{ event: "go" }] },
        async ({ step }) => {
          await step.run("a", () => notes.push("a"));
          return step.run("b", () => {
            notes.push("b");
            if (broken) throw new Error("broken");
            return "mended";
          });
        },
      ),
    ]);
    await stage.engine.start();
    await stage.engine.sendEvents([{ name: "go" }]);
    const { runId } = await stage.ended();
    const detail = await stage.engine.runDetail(runId);
    expect(detail).toMatchObject({ status: "failed", error: { message: "broken" } });
    expect(detail?.steps.map(({ name, status }) => [name, status])).toEqual([
      ["a", "completed"],
      ["b", "failed"],
    ]);
    broken = false;
    expect(await stage.engine.replayRun(runId)).toBe(true);
    await stage.until(async () => (await stage.statusOf(runId)) === "completed");
    expect(notes).toEqual(["a", "b", "b"]);
    expect(await stage.engine.replayRun(runId)).toBe(false);
  });

  test("a replay is seen by an engine that still remembers how the run failed", async () => {
    let broken = true;
    stage = await createStage((client) => [
      client.createFunction(
        { id: "fn", retries: 0, triggers: [{ event: "go" }] },
        async ({ step }) => {
          await step.run("a", () => "a");
          const caught = await step
            .run("b", () => {
              if (broken) throw new Error("broken");
              return "mended";
            })
            .catch((error: Error) => error.message);
          await step.sleep("long", "1h");
          return caught;
        },
      ),
    ]);
    await stage.engine.start();
    await stage.engine.sendEvents([{ name: "go" }]);
    const { runId } = await stage.until(async () => {
      const [one] = await stage.engine.listRuns({ limit: 1, status: "running" });
      const slept = one && (await stage.engine.snapshot()).waits.sleeps === 1;
      return slept ? one : null;
    });
    broken = false;
    // Elsewhere the run was cancelled and replayed; this engine has kept its memo.
    const other = stage.second();
    await other.cancelRun(runId);
    expect(await other.replayRun(runId)).toBe(true);
    await stage.until(async () => (await stage.engine.snapshot()).waits.sleeps === 1);
    await stage.database.sql`update engine.queue_items set available_at = clock_timestamp()`;
    await stage.until(async () => (await stage.statusOf(runId)) === "completed");
    expect((await stage.engine.runDetail(runId))?.output).toBe('"mended"');
  });

  test("a sleeping run is cancelled once", async () => {
    stage = await createStage((client) => [
      client.createFunction({ id: "fn", triggers: [{ event: "go" }] }, async ({ step }) => {
        await step.sleep("long", "1h");
      }),
    ]);
    await stage.engine.start();
    await stage.engine.sendEvents([{ name: "go" }]);
    const run = await stage.until(async () => {
      const [one] = await stage.engine.listRuns({ limit: 1, status: "running" });
      return one;
    });
    expect((await stage.engine.snapshot()).queue).toMatchObject({
      ready: 0,
      delayed: 1,
      inFlight: 0,
    });
    expect(await stage.engine.cancelRun(run.runId)).toBe(true);
    expect(await stage.engine.cancelRun(run.runId)).toBe(false);
    expect((await stage.engine.snapshot()).queue.delayed).toBe(0);
  });
});

describe("schedules", () => {
  const hourly = (notes: string[]) => (client: Stage["client"]) => [
    client.createFunction(
      { id: "hourly", triggers: [{ cron: "0 * * * *" }] },
      async ({ event }) => {
        notes.push(event.name);
      },
    ),
  ];

  test("that were missed by hours fire once at the start, on one of two engines", async () => {
    const notes: string[] = [];
    stage = await createStage(hourly(notes));
    await stage.database.sql`
      insert into engine.cron_state values ('stage-hourly', '0 * * * *', clock_timestamp() - interval '5 hours', true)`;
    const second = stage.second();
    await Promise.all([stage.engine.start(), second.start()]);
    await stage.ended();
    expect(notes).toEqual(["inngest/scheduled.timer"]);
    expect(await stage.engine.listRuns({ limit: 10 })).toHaveLength(1);
    const [cron] = (await stage.engine.snapshot()).crons;
    expect(cron?.lastAt?.getUTCMinutes()).toBe(0);
    expect(cron?.nextAt && cron.nextAt > new Date()).toBe(true);
  });

  test("that are new fire nothing for the time before", async () => {
    const notes: string[] = [];
    stage = await createStage(hourly(notes));
    await stage.engine.start();
    expect(await stage.engine.listRuns({ limit: 10 })).toEqual([]);
  });
});

describe("parallel branches", () => {
  test("a result that comes while the function is being asked what follows another is not overlooked", async () => {
    const notes: string[] = [];
    const forEvent = (name: string) => ({ event: name, timeout: "1h" });
    stage = await createStage((client) => [
      client.createFunction({ id: "fn", triggers: [{ event: "go" }] }, async ({ step, group }) => {
        await group.parallel({ mode: "race" }, () =>
          Promise.all([
            step
              .waitForEvent("first", forEvent("first"))
              .then(() => step.waitForEvent("never", forEvent("never"))),
            step
              .waitForEvent("second", forEvent("second"))
              .then(() => step.run("after the second", () => notes.push("after the second"))),
          ]),
        );
      }),
    ]);
    await stage.engine.start();
    const { sql: ask } = stage.database;
    await stage.engine.sendEvents([{ name: "go" }]);
    await stage.until(
      async () => (await ask`select 1 from engine.queue_items where kind = 'wait'`).length === 2,
    );

    // The second event comes between the call that was told of the first one and its answer.
    const { handler } = stage.door;
    const remembered = async () => (await ask`select 1 from engine.steps`).length === 2;
    stage.open(async (request) => {
      const answer = await handler(request);
      stage.open(handler);
      await stage.engine.sendEvents([{ name: "second" }]);
      await stage.until(remembered);
      return answer;
    });
    await stage.engine.sendEvents([{ name: "first" }]);

    await stage.until(async () => notes.length > 0);
    expect(notes).toEqual(["after the second"]);
  });
});

describe("durability", () => {
  test("a run survives the end of every database connection", async () => {
    const notes: string[] = [];
    stage = await createStage((client) => [
      client.createFunction({ id: "fn", triggers: [{ event: "go" }] }, async ({ step }) => {
        for (let i = 0; i < 6; i++) {
          await step.run(`s${i}`, async () => {
            notes.push(`s${i}`);
            if (i === 2) await killConnections();
          });
        }
        return "done";
      }),
    ]);
    const killConnections = async () => {
      await stage.database.db.execute(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);
    };
    await stage.engine.start();
    await stage.engine.sendEvents([{ name: "go" }]);
    const run = await stage.until(async () => {
      const [one] = await stage.engine.listRuns({ limit: 1, status: "completed" }).catch(() => []);
      return one;
    });
    expect(run.status).toBe("completed");
    expect(new Set(notes).size).toBe(6);
  });

  test("a run of many steps lets another have its slot in between", async () => {
    const order: string[] = [];
    let atOnce = 0;
    let most = 0;
    stage = await createStage((client) => [
      client.createFunction(
        { id: "fn", triggers: [{ event: "go" }], concurrency: { limit: 1 } },
        async ({ event, step }) => {
          for (let n = 1; n <= 25; n += 1) {
            await step.run(`step ${n}`, async () => {
              most = Math.max(most, ++atOnce);
              order.push(String(event.data.name));
              await new Promise((resolve) => setImmediate(resolve));
              atOnce -= 1;
            });
          }
        },
      ),
    ]);
    await stage.engine.start();
    await stage.engine.sendEvents([
      { name: "go", data: { name: "first" } },
      { name: "go", data: { name: "second" } },
    ]);
    await stage.until(async () => (await stage.engine.snapshot()).runs.completed === 2);

    expect(most).toBe(1);
    expect(order).toHaveLength(50);
    expect(order.indexOf("second")).toBeLessThan(order.lastIndexOf("first"));
    const turns = order.filter((name, index) => name !== order[index - 1]).length;
    expect(turns).toBeLessThan(10);
  });

  test("10,000 runs behind a concurrency key are looked at once, then cost nothing", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    stage = await createStage((client) => [
      client.createFunction(
        { id: "fn", triggers: [{ event: "go" }], concurrency: { limit: 1 } },
        async () => held,
      ),
    ]);
    await stage.engine.start();
    await stage.engine.sendEvents([{ name: "go" }]);
    await stage.database.sql`
      insert into engine.runs (id, function_id, status, event_ids, event_name, concurrency_keys, created_at)
      select 'run-' || n, function_id, 'queued', event_ids, event_name, concurrency_keys, clock_timestamp()
      from engine.runs, generate_series(1, 10000) n`;
    await stage.database.sql`
      insert into engine.queue_items (kind, state, function_id, run_id, available_at, sort_at, concurrency_keys, queued_at)
      select 'discovery', 'ready', function_id, id, created_at, created_at, concurrency_keys, created_at
      from engine.runs where id like 'run-%'`;
    await stage.until(async () => (await stage.engine.snapshot()).queue.blocked === 10_000);
    const before = await rowVersions();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await rowVersions()).toBe(before);
    await stage.database.sql`delete from engine.queue_items where run_id like 'run-%'`;
    release();
    await stage.until(async () => (await stage.engine.snapshot()).runs.completed === 1);
  });

  /** Changes whenever a blocked item is touched. */
  async function rowVersions(): Promise<string> {
    const [row] = await stage.database.sql`
      select md5(string_agg(ctid::text || xmin::text, ',' order by id)) as hash
      from engine.queue_items where state = 'blocked'`;
    return String(row?.hash);
  }

  test("old runs, steps and events are forgotten, open ones are kept", async () => {
    stage = await createStage(twoSteps([]));
    await stage.engine.start();
    await stage.engine.sendEvents([{ name: "go" }]);
    const { runId } = await stage.ended();
    await stage.database.sql`update engine.runs set ended_at = ended_at - interval '15 days'`;
    await stage.database
      .sql`update engine.events set received_at = received_at - interval '15 days'`;
    await stage.database.sql`
      insert into engine.runs (id, function_id, status, event_ids, event_name, concurrency_keys, created_at)
      select 'open', function_id, 'queued', event_ids, event_name, '{}', created_at from engine.runs`;
    expect(await stage.engine.sweep()).toBe(1);
    expect(await stage.engine.runDetail(runId)).toBeNull();
    const [left] = await stage.database.sql`
      select (select count(*)::int from engine.steps) as steps, (select count(*)::int from engine.events) as events`;
    expect(left).toEqual({ steps: 0, events: 1 });
    expect(await stage.statusOf("open")).toBe("queued");
  });
});
