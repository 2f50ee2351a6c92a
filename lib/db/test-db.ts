/** A fresh, migrated database for one test file, cloned in milliseconds from the run's template. */
import { randomUUID } from "node:crypto";
import { connectSql, type Db, type Sql } from "./connect";
import { connectDb } from "./connect-db";

export type TestDb = {
  db: Db;
  /** The raw pool on the same database. */
  sql: Sql;
  url: string;
  /** Closes both pools and drops the database. */
  close: () => Promise<void>;
};

/** Call once per test file and `close` it afterwards; the server is started by vitest's global setup. */
export async function createTestDb(): Promise<TestDb> {
  const serverUrl = required("TEST_DATABASE_URL");
  const template = required("TEST_DATABASE_TEMPLATE");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(serverUrl, `create database "${name}" template "${template}"`);

  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  const url = address.toString();
  const { db, close } = connectDb(url, { max: 4 });
  const sql = connectSql(url, { max: 4 });
  return {
    db,
    sql,
    url,
    close: async () => {
      await Promise.all([close(), sql.end({ timeout: 5 })]);
      await onServer(serverUrl, `drop database if exists "${name}" with (force)`);
    },
  };
}

async function onServer(url: string, statement: string) {
  const sql = connectSql(url, { max: 1 });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function required(name: "TEST_DATABASE_URL" | "TEST_DATABASE_TEMPLATE"): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(
    `${name} is not set: run this through vitest, whose global setup starts PostgreSQL.`,
  );
}
