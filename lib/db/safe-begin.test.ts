import type { TransactionSql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectSql, type Sql } from "./connect";
import { copyInto } from "./copy-into";
import { createTestDb, type TestDb } from "./test-db";

let database: TestDb;
let pool: Sql;

beforeAll(async () => {
  database = await createTestDb();
  pool = connectSql(database.url, { max: 1 });
});

afterAll(async () => {
  await pool.end({ timeout: 1 });
  await database.close();
});

const terminate = (pid: number) => database.sql`select pg_terminate_backend(${pid})`;

async function pidOf(tx: Pick<Sql, "unsafe">): Promise<number> {
  const [row] = await tx.unsafe("select pg_backend_pid() as pid");
  return Number(row?.pid);
}

async function closed(pid: number) {
  for (;;) {
    const [row] = await database.sql`select 1 from pg_stat_activity where pid = ${pid}`;
    if (!row) return;
  }
}

// A pool of one: a slot left unusable would make the question after it hang.
test("a transaction whose connection is ended during a statement rejects, and the pool goes on", async () => {
  const ending = pool.begin(async (tx) => {
    const pid = await pidOf(tx);
    await Promise.all([tx`select pg_sleep(20)`, terminate(pid)]);
  });
  await expect(ending).rejects.toThrow();
  expect(await pool`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a transaction whose connection is ended between statements rejects, and the pool goes on", async () => {
  const ending = pool.begin(async (tx) => {
    const pid = await pidOf(tx);
    await terminate(pid);
    await closed(pid);
    await tx`select 1`;
  });
  await expect(ending).rejects.toThrow();
  expect(await pool`select 2 as two`).toEqual([{ two: 2 }]);
});

// Here it is postgres.js itself that would send `commit` on what is no longer there.
test("a transaction whose connection is ended before its work is done rejects, and the pool goes on", async () => {
  const ending = pool.begin(async (tx) => {
    const pid = await pidOf(tx);
    await terminate(pid);
    await closed(pid);
  });
  await expect(ending).rejects.toThrow();
  expect(await pool`select 3 as three`).toEqual([{ three: 3 }]);
});

test("a savepoint is refused, and the transaction ends as any other", async () => {
  const failing = pool.begin((tx) => tx.savepoint(async () => undefined));
  await expect(failing).rejects.toThrow("no savepoints");
  expect(await pool`select 4 as four`).toEqual([{ four: 4 }]);
});

test("an ordinary error still rolls back, and values come through", async () => {
  await database.sql`create table if not exists kept (n int)`;
  const failing = pool.begin(async (tx) => {
    await tx`insert into kept values (1)`;
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  const inserted = await pool.begin(async (tx) => tx`insert into kept values (2) returning n`);
  expect(inserted).toEqual([{ n: 2 }]);
  expect(await pool`select n from kept`).toEqual([{ n: 2 }]);
});

test("what is asked on a connection that is gone is refused in the way it was asked, and nowhere else", async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on("unhandledRejection", hear);
  const lost = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<PromiseSettledResult<unknown>[]>();
  const ending = pool.begin(async (tx) => {
    await terminate(await pidOf(tx));
    await lost.promise;
    asked.resolve(Promise.allSettled(everyWay(tx)));
  });
  await expect(ending).rejects.toThrow();
  lost.resolve();
  const refusals = await asked.promise;
  expect(refusals).toHaveLength(4);
  for (const { reason } of refusals as PromiseRejectedResult[])
    expect(reason).toMatchObject({ message: "The transaction's connection is gone." });
  expect(await pool`select 5 as five`).toEqual([{ five: 5 }]);
  process.off("unhandledRejection", hear);
  expect(unheard).toEqual([]);
});

const everyWay = (tx: TransactionSql) => [
  tx`select 1`,
  tx.unsafe("select 1").values(),
  tx.unsafe("copy kept from stdin").writable(),
  copyInto(tx, "copy kept from stdin", []),
];
