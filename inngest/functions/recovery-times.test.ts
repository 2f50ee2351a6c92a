/**
 * Each recovery time objective: the fault is caused, and the time until it is over is what the product itself has
 * measured. Waits are those of the policy; nothing is scaled but where a test says so.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { watchDatabase } from "@/inngest/database-watch";
import { startHeartbeat } from "@/inngest/heartbeat";
import { startChangeCounter } from "@/lib/db/change-counter";
import { connectSql } from "@/lib/db/connect";
import { recoverExecutions } from "@/lib/pipeline/recover";
import { start, track } from "@/lib/pipeline/testing/lab";
import { NOW_MS } from "@/lib/provider/testing/simulated-vendor";
import { type EngineLab, openEngineLab, untilClosed } from "./testing/engine-lab";

let lab: EngineLab;
/** Asked for again whatever is stored. */
const RANGE = { from: "2026-06-03T00:00:00Z", to: "2026-06-05T00:00:00Z" };
const begunAt = performance.now();
/** The simulated market's day, and it goes on. */
const now = () => new Date(NOW_MS + performance.now() - begunAt);

beforeAll(async () => {
  lab = await openEngineLab();
  lab.functionDeps.now = now;
  await track(lab, "AAPL");
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.test.sql`delete from recovery_incidents`;
  lab.vendor.simulator.setFaults("");
});

async function measured(failureType: string) {
  return lab.test.sql<{ subject: string; seconds: number; target: number }[]>`
    select subject, extract(epoch from recovered_at - started_at)::float8 as seconds, target_seconds as target
    from recovery_incidents where failure_type = ${failureType} order by subject`;
}

async function until(isSo: () => Promise<boolean>) {
  const deadline = performance.now() + 30_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error("not within 30 s");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("a vendor that limits our rate is answered again within its objective", async () => {
  lab.vendor.simulator.setFaults("rate_limit_storm:AAPL:2");
  const { executionId } = await start(lab);

  expect(await untilClosed(lab, executionId)).toMatchObject({ successful_symbols: 1 });

  const incidents = await measured("api_rate_limit");
  expect(incidents.length).toBeGreaterThan(0);
  for (const { seconds, target } of incidents) {
    expect(target).toBe(30);
    expect(seconds).toBeGreaterThan(0.5);
    expect(seconds).toBeLessThan(target);
  }
}, 60_000);

test("features that could not be computed are computed within the objective", async () => {
  const { sql } = lab.test;
  await track(lab, "MSFT");
  await sql`alter table quant_features rename to quant_features_away`;
  const { executionId } = await start(lab, { scope: { symbols: ["MSFT"] } });
  await until(async () => (await sql`select from recovery_incidents`).length > 0);
  await sql`alter table quant_features_away rename to quant_features`;

  expect(await untilClosed(lab, executionId)).toMatchObject({ successful_symbols: 1 });

  const [incident] = await measured("feature_computation_failure");
  expect(incident).toMatchObject({ subject: "MSFT", target: 30 });
  expect(incident?.seconds).toBeLessThan(30);
}, 60_000);

test("a database that went away is worked with again within the objective", async () => {
  const { url } = lab.test;
  const name = new URL(url).pathname.slice(1);
  const server = connectSql(url.replace(`/${name}`, "/postgres"), { max: 1 });
  const changes = startChangeCounter(url);
  await until(async () => changes.read() !== null);
  const stop = watchDatabase({ ...lab.functionDeps, now }, { changes, instanceId: "one" });
  const { executionId } = await start(lab, { scope: { ...RANGE, symbols: ["AAPL"] } });

  await server.unsafe(`alter database "${name}" allow_connections false`);
  await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  await until(async () => changes.read() === null);
  await server.unsafe(`alter database "${name}" allow_connections true`);
  // What was cut of this test's own pool is found out by asking.
  await Promise.allSettled(Array.from({ length: 20 }, () => lab.test.sql`select 1`));

  expect(await untilClosed(lab, executionId)).toMatchObject({ successful_symbols: 1 });
  await until(async () => (await measured("database_connection_loss")).length === 1);
  const [incident] = await measured("database_connection_loss");
  expect(incident).toMatchObject({ subject: "one", target: 120 });
  expect(incident?.seconds).toBeLessThan(120);

  stop();
  await changes.close();
  await server.end();
}, 60_000);

test("the work of a scheduler that crashed is taken up within the objective", async () => {
  const { functionDeps: deps, test: database } = lab;
  const heartbeat = await startHeartbeat(deps, {
    sql: database.sql,
    instanceId: "crashed",
    version: null,
  });
  const { executionId } = await start(lab, { scope: RANGE });

  // What the database sees of a process that is killed: its connection ends without a farewell.
  await database.sql`
    select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7204021`;
  await until(async () => {
    await recoverExecutions(deps, { instanceId: "next" });
    return (await measured("scheduler_crash")).length === 1;
  });

  expect(await untilClosed(lab, executionId)).toMatchObject({ failed_symbols: 0 });
  const [incident] = await measured("scheduler_crash");
  expect(incident).toMatchObject({ subject: "crashed", target: 300 });
  expect(incident?.seconds).toBeLessThan(300);
  await heartbeat.stop();
}, 60_000);
