import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPolicy } from "@/lib/config/policy";
import { loadSymbols } from "@/lib/config/symbols";
import { trackedSymbols } from "@/lib/db/schema";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import { seedTrackedSymbols } from "./seed";

const symbols = loadSymbols("config/symbols.yaml", loadPolicy("config/rto_rpo_config.yaml"));

let testDb: TestDb;
beforeAll(async () => {
  testDb = await createTestDb();
});
afterAll(() => testDb.close());

test("two processes that start on an empty database seed it once, and later edits stay", async () => {
  const added = await Promise.all([
    seedTrackedSymbols(testDb, symbols),
    seedTrackedSymbols(testDb, symbols),
  ]);
  await testDb.db.delete(trackedSymbols).where(eq(trackedSymbols.symbol, "DOGE"));

  expect(added.sort((a, b) => a - b)).toEqual([0, 50]);
  expect(await seedTrackedSymbols(testDb, symbols)).toBe(0);
  expect(await testDb.db.select({ n: count() }).from(trackedSymbols)).toEqual([{ n: 49 }]);
});
