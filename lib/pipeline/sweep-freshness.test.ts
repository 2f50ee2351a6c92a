import { afterEach, beforeEach, expect, test } from "vitest";
import type { Db } from "@/lib/db/connect";
import { featureFreshness, freshnessHistory, seriesSnoozes } from "@/lib/db/schema";
import { snoozeSeries } from "./snooze-series";
import { sweepFreshness } from "./sweep-freshness";
import { type Lab, openLab, runSymbol, start, track } from "./testing/lab";

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
  await track(lab, "AAPL", { timeframes: ["1h", "1d"] });
});
afterEach(() => lab.close());

test("writes what it found, and nothing a second time", async () => {
  expect(await sweepFreshness(lab.deps)).toMatchObject({ series: 2, changed: 2 });
  expect(await statuses()).toEqual(["missing missing", "missing missing"]);
  expect(await sweepFreshness(lab.deps)).toMatchObject({ series: 2, changed: 0 });
  expect(await history()).toEqual(["1d missing", "1h missing"]);
});

test("grades anew the series whose job ended between its reading and its writing", async () => {
  await sweepFreshness(lab.deps);
  const { executionId } = await start(lab);
  const db = beforeFirstTransaction(async () => {
    await runSymbol(lab, { executionId, symbol: "AAPL" });
  });
  await sweepFreshness({ ...lab.deps, db });
  expect(await statuses()).toEqual(["fresh current", "fresh current"]);
  expect(await history()).toEqual(["1d fresh", "1d missing", "1h fresh", "1h missing"]);
});

test("recovery ends a snooze, so that the next fault of the series is heard", async () => {
  const { deps } = lab;
  const { db } = lab.test;
  const series = [
    { symbol: "AAPL", timeframe: "1h" },
    { symbol: "AAPL", timeframe: "1d" },
  ];
  await sweepFreshness(deps);
  const until = new Date(deps.now().getTime() + 86_400_000);
  await snoozeSeries(
    { tx: db, exchange: deps.exchange, now: deps.now() },
    { series, until, reason: "ticket", actor: "maria" },
  );
  await sweepFreshness(deps);
  expect(await db.$count(seriesSnoozes)).toBe(2);
  const { executionId } = await start(lab);
  await runSymbol(lab, { executionId, symbol: "AAPL" });
  await sweepFreshness(deps);
  expect(await statuses()).toEqual(["fresh current", "fresh current"]);
  expect(await db.$count(seriesSnoozes)).toBe(0);
});

/** The database as it is for somebody whom another overtakes before the first transaction. */
function beforeFirstTransaction(overtake: () => Promise<void>): Db {
  const { db } = lab.test;
  let isOvertaken = false;
  const transaction: Db["transaction"] = async (work, config) => {
    if (!isOvertaken) {
      isOvertaken = true;
      await overtake();
    }
    return db.transaction(work, config);
  };
  return new Proxy(db, {
    get: (target, name) => (name === "transaction" ? transaction : Reflect.get(target, name)),
  });
}

async function statuses(): Promise<string[]> {
  const rows = await lab.test.db.select().from(featureFreshness);
  return rows.map(({ status, dataStatus }) => `${status} ${dataStatus}`);
}

async function history(): Promise<string[]> {
  const rows = await lab.test.db.select().from(freshnessHistory);
  return rows.map(({ timeframe, status }) => `${timeframe} ${status}`).sort();
}
