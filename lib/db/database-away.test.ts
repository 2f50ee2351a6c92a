import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectSql } from "./connect";
import { isDatabaseAway } from "./database-away";
import { createTestDb, type TestDb } from "./test-db";

let database: TestDb;
beforeAll(async () => {
  database = await createTestDb();
});
afterAll(() => database.close());

async function failing(url: string, statement: string): Promise<unknown> {
  const pool = connectSql(url, { max: 1 });
  const error = await pool.unsafe(statement).catch((reason: unknown) => reason);
  await pool.end({ timeout: 1 });
  return error;
}

test("a database that takes no connections for a while is away", async () => {
  const name = new URL(database.url).pathname.slice(1);
  const server = connectSql(database.url.replace(`/${name}`, "/postgres"), { max: 1 });
  await server.unsafe(`alter database "${name}" allow_connections false`);
  const error = await failing(database.url, "select 1");
  await server.unsafe(`alter database "${name}" allow_connections true`);
  await server.end();

  expect(error).toMatchObject({ code: "55000" });
  expect(isDatabaseAway(error)).toBe(true);
  expect(isDatabaseAway(new Error("wrapped", { cause: error }))).toBe(true);
});

test("a server that is not there is away, a socket and a host that do not exist as well", async () => {
  expect(isDatabaseAway(await failing("postgres://u@127.0.0.1:9/none", "select 1"))).toBe(true);
  expect(isDatabaseAway(await failing("postgres://u@h/none?host=/nowhere", "select 1"))).toBe(true);
  expect(isDatabaseAway(await failing("postgres://u@none.invalid/none", "select 1"))).toBe(true);
});

test.each(["EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "ETIMEDOUT"])(
  "a network that answers %s leaves the database away",
  (code) => {
    expect(isDatabaseAway(Object.assign(new Error("network"), { code }))).toBe(true);
  },
);

test("a file that is missing says nothing about the database", async () => {
  const missing = await readFile("/nowhere/at-all").catch((reason: unknown) => reason);

  expect(missing).toMatchObject({ code: "ENOENT" });
  expect(isDatabaseAway(missing)).toBe(false);
});

test.each(["select nonsense", "select nextval('none')", "select currval('pg_catalog.none')"])(
  "%s is wrong, whether the database is there or not",
  async (statement) => {
    expect(isDatabaseAway(await failing(database.url, statement))).toBe(false);
  },
);
