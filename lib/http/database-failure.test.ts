/** Requests while the database is away, by the routes themselves on a database that really takes no connections. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestKey, createTestSession } from "@/lib/auth/testing/test-credentials";
import { connectSql } from "@/lib/db/connect";
import { databaseFailure } from "./database-failure";
import { type OpenRoutes, openRoutes } from "./testing/open-routes";

let routes: OpenRoutes;
let viewerKey: string;
let session: string;
beforeAll(async () => {
  routes = await openRoutes();
  viewerKey = await createTestKey(routes.db, "viewer");
  session = await createTestSession(routes.db, { email: "away@example.com", role: "viewer" });
});
afterAll(() => routes.close());

async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  const name = new URL(routes.url).pathname.slice(1);
  const server = connectSql(routes.url.replace(`/${name}`, "/postgres"), { max: 1 });
  await server.unsafe(`alter database "${name}" allow_connections false`);
  await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  try {
    return await work();
  } finally {
    await server.unsafe(`alter database "${name}" allow_connections true`);
    await server.end();
  }
}

const PATHS = [
  "/api/v1/admin/features/staleness",
  "/api/v1/admin/scheduler/execution-history",
  "/api/v1/admin/failures",
  "/api/v1/historical/AAPL?timeframe=1d",
];

test("a request while the database takes no connections is 503 and says when to come back, whoever asks; later it is answered", async () => {
  const callers = [{}, { key: viewerKey }, { key: null, headers: { cookie: session } }];
  const asked = callers.flatMap((caller) => PATHS.map((path) => ({ path, caller })));

  const answers = await whileAway(() =>
    Promise.all(
      asked.map(async ({ path, caller }) => {
        const response = await routes.call(path, caller);
        return { response, problem: await response.json() };
      }),
    ),
  );

  for (const { response, problem } of answers) {
    expect(response.status, JSON.stringify(problem)).toBe(503);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("retry-after")).toBe("2");
    expect(problem).toMatchObject({ code: "unavailable", status: 503 });
    expect(problem.detail).toBe("The database cannot be reached. Nothing was changed.");
  }
  for (const { path, caller } of asked) {
    expect((await routes.call(path, caller)).status, path).not.toBe(503);
  }
});

test("a change while the database takes no connections is 503, and nothing was changed", async () => {
  const body = { symbols: [{ symbol: "AWAY", asset_class: "stock" }], check: false };

  const refused = await whileAway(() =>
    routes.call("/api/v1/admin/symbols", { method: "POST", body }),
  );

  expect(refused.status).toBe(503);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect((await routes.call("/api/v1/admin/symbols/AWAY")).status).toBe(404);
});

test("health is told as unhealthy with 503 while it cannot be measured", async () => {
  const { status, body } = await whileAway(async () => {
    const response = await routes.call("/api/v1/admin/scheduler-health");
    return { status: response.status, body: await response.json() };
  });

  expect([status, body.status]).toEqual([503, "unhealthy"]);
});

test("a statement that took too long, and one that met another's change, are told apart from a database that is away", async () => {
  const slow = connectSql(routes.url, { max: 1, statementTimeoutMs: 20 });
  const patient = connectSql(routes.url, { max: 1 });
  const timedOut = await slow`select pg_sleep(5)`.catch((reason: unknown) => reason);
  const clashed =
    await patient`do $$ begin raise exception 'clash' using errcode = '40001'; end $$`.catch(
      (reason: unknown) => reason,
    );
  const wrong = await patient`select nonsense`.catch((reason: unknown) => reason);
  await Promise.all([slow.end(), patient.end()]);

  expect(databaseFailure(timedOut)?.message).toContain("took too long");
  expect(databaseFailure(clashed)?.message).toContain("came first");
  expect(databaseFailure(wrong)).toBeNull();
});
