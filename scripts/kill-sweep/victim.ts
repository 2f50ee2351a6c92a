/**
 * One engine process of the sweep. It loads, says so, and then works off orders, one JSON line each on its standard
 * input: run the engine on a database with a function of sequential, parallel and sleeping steps, and kill itself
 * before or after its n-th commit when told to. Every step leaves a row, so that what ran, how often and in which
 * process can be counted afterwards. `{"jumpMs": …}` moves the process's clock while it works.
 */
import { createInterface } from "node:readline";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { createEngine } from "@/inngest/embedded/engine";
import type { Engine } from "@/inngest/embedded/engine-types";
import { connectSql, type Sql } from "@/lib/db/connect";
import type { Orders } from "./orders";

const RealDate = Date;
let jumpedMs = 0;
globalThis.Date = class extends RealDate {
  constructor(...parts: unknown[]) {
    super(...((parts.length === 0 ? [RealDate.now() + jumpedMs] : parts) as [number]));
  }
  static override now() {
    return RealDate.now() + jumpedMs;
  }
} as DateConstructor;

const kill = () => process.kill(process.pid, "SIGKILL");
const say = (what: object) => console.log(JSON.stringify(what));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Counts commits (transactions, and the one statement that commits by itself), and ends the process around the ordered one. */
function counting(sql: Sql, orders: Orders, counter: { commits: number }): Sql {
  const due = (mine: number, when: Orders["killWhen"]) =>
    mine === orders.killAt && orders.killWhen === when;
  return new Proxy(sql, {
    apply: (target, self, args: unknown[]) => {
      const query = Reflect.apply(target as never, self, args) as Promise<unknown>;
      if (!String(args[0]).includes("/* quick steps */")) return query;
      const mine = ++counter.commits;
      if (due(mine, "before")) kill();
      return query.then((rows) => {
        if (due(mine, "after")) kill();
        return rows;
      });
    },
    get: (target, key) => {
      if (key !== "begin") return Reflect.get(target, key, target);
      return async (work: (tx: never) => Promise<unknown>) => {
        let mine = 0;
        const result = await target.begin(async (tx) => {
          const value = await work(tx as never);
          mine = ++counter.commits;
          if (due(mine, "before")) kill();
          return value;
        });
        if (due(mine, "after")) kill();
        return result;
      };
    },
  });
}

let fetchNow: typeof fetch = () => Promise.reject(new Error("no engine yet"));
const quiet = () => undefined;
const client = new Inngest({
  id: "victim",
  isDev: true,
  checkpointing: false,
  logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  fetch: (input, init) => fetchNow(input, init),
});

/** Steps in a row, steps beside each other and beside a sleep, a sleep of its own, and a step behind it. */
function makeFunction(orders: Orders, effects: Sql) {
  return client.createFunction(
    { id: "steps", retries: 3, triggers: [{ event: "victim/go" }] },
    async ({ step, event }) => {
      const run = async (name: string) => {
        await effects`
          insert into kill_effects (run, step, process) values (${event.data.n}, ${name}, ${orders.processName})`;
        await pause(orders.stepMs);
        return `${name} of ${event.data.n}`;
      };
      const a = await step.run("a", () => run("a"));
      const b = await step.run("b", () => run("b"));
      const [c, d, e] = await Promise.all([
        step.run("c", () => run("c")),
        step.run("d", () => run("d")),
        step.sleep("short", "1s").then(() => step.run("e", () => run("e"))),
      ]);
      await step.sleep("nap", "1s");
      const f = await step.run("f", () => run("f"));
      return { a, b, c, d, e, f };
    },
  );
}

/** A look that fails (the database away, this process stopped for a while) is repeated. */
async function haveAllEnded(engine: Engine, runs: number): Promise<boolean> {
  try {
    const { runs: found } = await engine.snapshot();
    return found.completed + found.failed + found.cancelled >= runs;
  } catch {
    return false;
  }
}

/** The database may be away while an engine starts as well. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      console.error(`${error}; trying again`);
      await pause(100);
    }
  }
}

async function workOff(orders: Orders): Promise<void> {
  const effects = connectSql(orders.url, { max: 2, applicationName: "kill-sweep-effects" });
  const plain = connectSql(orders.engineUrl, {
    max: 6,
    applicationName: `kill-sweep-${orders.processName}`,
  });
  const counter = { commits: 0 };
  const engine = createEngine({
    sql: counting(plain, orders, counter),
    appId: "victim",
    instanceId: `${orders.processName}-${process.pid}`,
    handler: serve({ client, functions: [makeFunction(orders, effects)] }),
    options: { leaseMs: orders.leaseMs, pollMs: 200, retryDelaysMs: [50] },
  });
  fetchNow = engine.fetch;
  const events = Array.from({ length: orders.runs }, (_, n) => ({
    name: "victim/go",
    id: `go-${n}`,
    data: { n },
  }));
  await engine.start();
  await untilDone(() => engine.sendEvents(events));
  say({ started: true });
  while (!(await haveAllEnded(engine, orders.runs))) await pause(25);
  const { counters } = await engine.snapshot();
  await engine.stop();
  await Promise.all([plain.end({ timeout: 1 }), effects.end({ timeout: 1 })]);
  say({ done: true, commits: counter.commits, counters });
}

let work = Promise.resolve();
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const said: Orders | { jumpMs: number } = JSON.parse(line);
  if ("jumpMs" in said) jumpedMs += said.jumpMs;
  else work = work.then(() => workOff(said));
});
lines.on("close", () => void work.then(() => process.exit(0)));
say({ ready: true });
