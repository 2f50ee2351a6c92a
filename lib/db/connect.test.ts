import { createConnection, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectSql } from "./connect";
import { createTestDb, type TestDb } from "./test-db";

let database: TestDb;
beforeAll(async () => {
  database = await createTestDb();
});
afterAll(() => database.close());

/** A way to the database that cuts the first `times` connections when they ask for the array types. */
async function startCutter(times: number): Promise<{ url: string; server: Server }> {
  const address = new URL(database.url);
  const directory = address.searchParams.get("host");
  const port = Number(address.port || 5432);
  let left = times;
  const server = createServer((near) => {
    const far =
      directory === null
        ? createConnection({ host: address.hostname, port })
        : createConnection({ path: join(directory, `.s.PGSQL.${port}`) });
    near.on("data", (chunk) => {
      if (left > 0 && chunk.includes("typarray")) {
        left -= 1;
        near.resetAndDestroy();
        far.destroy();
      } else far.write(chunk);
    });
    far.on("data", (chunk) => near.write(chunk));
    near.on("error", () => undefined).on("close", () => far.destroy());
    far.on("error", () => undefined).on("close", () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  address.searchParams.delete("host");
  address.hostname = "127.0.0.1";
  address.port = String(bound.port);
  return { url: address.toString(), server };
}

// Vitest fails a run in which a promise was rejected with nobody listening.
test("a connection lost while the library asks for array types rejects what waited, and the next knows them", async () => {
  const { url, server } = await startCutter(2);
  const pool = connectSql(url, { max: 1 });
  try {
    await expect(pool`select 1`).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect(pool.begin((tx) => tx`select 2`)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await pool`select array['a', 'b'] as names`).toEqual([{ names: ["a", "b"] }]);
  } finally {
    await pool.end({ timeout: 1 });
    server.close();
  }
});

test("one query after the other is served by one connection, so that those of a burst become idle and are closed", async () => {
  const pool = connectSql(database.url, { max: 3 });
  const pidOf = async (seconds: number) => {
    const [row] = await pool<{ pid: number }[]>`
      select pg_backend_pid() as pid, pg_sleep(${seconds}::float8)`;
    return row?.pid;
  };
  try {
    const burst = new Set(await Promise.all([pidOf(0.1), pidOf(0.1), pidOf(0.1)]));
    expect(burst.size).toBe(3);
    const calm = new Set<number | undefined>();
    for (let n = 0; n < 6; n += 1) calm.add(await pidOf(0));
    expect(calm.size).toBe(1);
  } finally {
    await pool.end({ timeout: 1 });
  }
});
