/**
 * One engine process that the sweep ends: runs the engine with a function of sequential, parallel and sleeping
 * steps, and kills itself before or after its n-th commit when told to. Every step leaves a row, so that what
 * ran, how often and in which process can be counted afterwards.
 */
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { createEngine } from "@/inngest/embedded/engine";
import type { Engine } from "@/inngest/embedded/engine-types";
import { connectSql, type Sql } from "@/lib/db/connect";

type Orders = {
  url: string;
  processName: string;
  runs: number;
  leaseMs: number;
  /** 1-based; 0 = never. */
  killAt: number;
  killWhen: "before" | "after";
  /** How long each step takes. */
  stepMs: number;
};

const orders: Orders = JSON.parse(process.argv[2] ?? "{}");
const effects = connectSql(orders.url, { max: 2, applicationName: "kill-sweep-effects" });
const plain = connectSql(orders.url, {
  max: 6,
  applicationName: `kill-sweep-${orders.processName}`,
});

let commits = 0;
const kill = () => process.kill(process.pid, "SIGKILL");

const due = (mine: number, when: Orders["killWhen"]) =>
  mine === orders.killAt && orders.killWhen === when;

/** Counts commits (transactions, and the one statement that commits by itself), and ends the process around the ordered one. */
function counting(sql: Sql): Sql {
  return new Proxy(sql, {
    apply: (target, self, args: unknown[]) => {
      const query = Reflect.apply(target as never, self, args) as Promise<unknown>;
      if (!String(args[0]).includes("/* quick steps */")) return query;
      const mine = ++commits;
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
          mine = ++commits;
          if (due(mine, "before")) kill();
          return value;
        });
        if (due(mine, "after")) kill();
        return result;
      };
    },
  });
}

let engine: Engine;
const quiet = () => undefined;
const client = new Inngest({
  id: "victim",
  isDev: true,
  checkpointing: false,
  logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  fetch: (input, init) => engine.fetch(input, init),
});

const victim = client.createFunction(
  { id: "steps", retries: 3, triggers: [{ event: "victim/go" }] },
  async ({ step, event }) => {
    const run = async (name: string) => {
      await effects`
        insert into kill_effects (run, step, process) values (${event.data.n}, ${name}, ${orders.processName})`;
      await new Promise((resolve) => setTimeout(resolve, orders.stepMs));
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

engine = createEngine({
  sql: counting(plain),
  appId: "victim",
  instanceId: orders.processName,
  handler: serve({ client, functions: [victim] }),
  options: { leaseMs: orders.leaseMs, pollMs: 200, retryDelaysMs: [50] },
});
await engine.start();
await engine.sendEvents(
  Array.from({ length: orders.runs }, (_, n) => ({
    name: "victim/go",
    id: `go-${n}`,
    data: { n },
  })),
);
console.log(JSON.stringify({ started: true }));

/** A look that fails (the database away, this process stopped for a while) is repeated. */
async function allEnded(): Promise<boolean> {
  try {
    const { runs } = await engine.snapshot();
    return runs.completed + runs.failed + runs.cancelled >= orders.runs;
  } catch {
    return false;
  }
}

while (!(await allEnded())) await new Promise((resolve) => setTimeout(resolve, 50));
const { counters } = await engine.snapshot();
console.log(JSON.stringify({ done: true, commits, counters }));
await engine.stop();
await Promise.all([plain.end(), effects.end()]);
