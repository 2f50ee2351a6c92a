import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CHANGE_CHANNEL, type ChangeCounter, startChangeCounter } from "./change-counter";
import { trackedSymbols } from "./schema";
import { createTestDb, type TestDb } from "./test-db";

let testDb: TestDb;
let counter: ChangeCounter;

beforeAll(async () => {
  testDb = await createTestDb();
});
afterEach(() => counter.close());
afterAll(() => testDb.close());

/** Resolves at the first notice of the topic; null = notices may have been missed. */
function heard(topic: string | null): Promise<void> {
  return new Promise((resolve) => {
    const stop = counter.subscribe((told) => {
      if (told !== topic) return;
      stop();
      resolve();
    });
  });
}

async function startListening() {
  counter = startChangeCounter(testDb.url);
  await heard(null);
}

async function insertSymbol(symbol: string) {
  await testDb.db.insert(trackedSymbols).values({
    symbol,
    assetClass: "stock",
    criticality: "standard",
    timeframes: ["1d"],
  });
}

test("a committed change moves the count of its topic and of no other", async () => {
  await startListening();
  const symbolsBefore = counter.read(["symbols"]);
  const alertsBefore = counter.read(["alerts"]);

  const notice = heard("symbols");
  await insertSymbol("AAPL");
  await notice;

  expect(counter.read(["symbols"])).not.toBe(symbolsBefore);
  expect(counter.read(["alerts"])).toBe(alertsBefore);
});

test("a transaction that is rolled back moves nothing", async () => {
  await startListening();
  const before = counter.read();

  await expect(
    testDb.sql.begin(async (tx) => {
      await tx`delete from tracked_symbols`;
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  const notice = heard("marker");
  await testDb.sql`select pg_notify(${CHANGE_CHANNEL}, 'marker')`;
  await notice;

  expect(counter.read()).toBe(before);
});

test("a lost connection answers null, and what follows never looks like what was before", async () => {
  await startListening();
  const before = counter.read();

  const lost = heard(null);
  await testDb.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'candlewatch-listen'`;
  await lost;
  const during = counter.read();
  await heard(null);

  expect(before).not.toBeNull();
  expect(during).toBeNull();
  expect(counter.read()).not.toBe(before);
});
