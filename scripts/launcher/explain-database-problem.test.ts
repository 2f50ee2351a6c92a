import { expect, test } from "vitest";
import { connectSql } from "@/lib/db/connect";

import { explainDatabaseProblem } from "./explain-database-problem";

async function failureOf(url: string): Promise<unknown> {
  const sql = connectSql(url, { max: 1 });
  try {
    await sql`select 1`;
  } catch (error) {
    return error;
  } finally {
    await sql.end({ timeout: 1 });
  }
  throw new Error(`${url} could be used`);
}

test("a server that does not answer is named without its password", async () => {
  const url = "postgres://me:secret@127.0.0.1:9/candles";

  expect(explainDatabaseProblem(await failureOf(url), url)?.message).toBe(
    "PostgreSQL at 127.0.0.1:9/candles does not answer. Start it, or correct DATABASE_URL.",
  );
});

test("a database that is not there is named", async () => {
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = "/nowhere";

  const failure = await failureOf(url.href);

  expect(explainDatabaseProblem(failure, url.href)?.message).toMatch(
    /\/nowhere has no such database\. Make it with `createdb`/,
  );
});

test("anything else is left as it is", () => {
  expect(explainDatabaseProblem(new TypeError("ours"), "postgres://host/x")).toBeNull();
});
