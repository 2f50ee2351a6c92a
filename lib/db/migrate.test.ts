import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateDatabase } from "./migrate";
import { createTestDb, type TestDb } from "./test-db";

let testDb: TestDb;
beforeAll(async () => {
  testDb = await createTestDb();
});
afterAll(() => testDb.close());

test("a migrated database has nothing left to apply, even when two processes ask at once", async () => {
  const applied = await Promise.all([migrateDatabase(testDb.url), migrateDatabase(testDb.url)]);

  expect(applied).toEqual([0, 0]);
});

test("an empty database migrated by two processes at once gets every migration exactly once", async () => {
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  await testDb.sql.unsafe(`create database ${name}`);
  const url = new URL(testDb.url);
  url.pathname = `/${name}`;

  const applied = await Promise.all([migrateDatabase(url.href), migrateDatabase(url.href)]);

  const [row] = await testDb.sql`select count(*)::int as n from drizzle.__drizzle_migrations`;
  expect(applied.sort((a, b) => a - b)).toEqual([0, row?.n]);
  await testDb.sql.unsafe(`drop database ${name} with (force)`);
});

test("the raw pool reads timestamps as dates and the drizzle pool shares its data", async () => {
  const [row] = await testDb.sql`select '2026-01-02T03:04:05Z'::timestamptz as at`;

  expect(row?.at).toEqual(new Date("2026-01-02T03:04:05Z"));
});
