import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestKey } from "@/lib/auth/testing/test-credentials";
import { insertFailure } from "@/lib/db/testing/fixtures";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

const GROUPS = "/api/v1/admin/failures/groups";
const CAUSE = "rate_limited: HTTP 429";
const DAY_MS = 86_400_000;

let routes: OpenRoutes;
let viewerKey: string;
let operatorKey: string;
beforeAll(async () => {
  routes = await openRoutes();
  viewerKey = await createTestKey(routes.db, "viewer");
  operatorKey = await createTestKey(routes.db, "operator");
});
afterAll(() => routes.close());
beforeEach(async () => {
  await routes.db.execute(
    sql`truncate feature_computation_failures, error_group_ignores, audit_log restart identity cascade`,
  );
  await insertFailure(routes.db, { fingerprint: CAUSE, failedAt: minutesAhead(-5) });
  await insertFailure(routes.db, { fingerprint: "other", failedAt: minutesAhead(-9) });
});

const minutesAhead = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const ignore = (body: Record<string, unknown>, key = operatorKey) =>
  routes.call(`${GROUPS}/ignore`, {
    method: "POST",
    body: { fingerprint: CAUSE, reason: "ticket 4711", ...body },
    key,
  });
const ignored = async () => {
  const { groups } = await (await routes.call(GROUPS)).json();
  return groups
    .filter((group: { ignored: unknown }) => group.ignored)
    .map(({ fingerprint, ignored: { seen, reason } }: Group) => ({ fingerprint, seen, reason }));
};
type Group = { fingerprint: string; ignored: { seen: number | null; reason: string } };
const audit = async () => [
  ...(await routes.db.execute(sql`select action, target, reason from audit_log order by id`)),
];
const fails = async (times: number, failedAt = minutesAhead(1)) => {
  for (let index = 0; index < times; index += 1) {
    await insertFailure(routes.db, { fingerprint: CAUSE, failedAt });
  }
};

describe("ignoring a cause of failures", () => {
  test("an operator ignores it until an instant, with a reason and a line in the audit log", async () => {
    const until = minutesAhead(60).toISOString();
    expect((await ignore({ until })).status).toBe(200);
    expect(await ignored()).toEqual([{ fingerprint: CAUSE, seen: null, reason: "ticket 4711" }]);
    expect(await audit()).toEqual([
      { action: "failures.ignore", target: CAUSE, reason: "ticket 4711" },
    ]);
  });

  test("it comes back when its time is over", async () => {
    await ignore({ until: minutesAhead(60).toISOString() });
    await routes.db.execute(
      sql`update error_group_ignores set until = now() - interval '1 second'`,
    );
    expect(await ignored()).toEqual([]);
  });

  test("it comes back when it has failed more often in all than was said, counted from then on", async () => {
    await ignore({ until: { more_than: 2, per: "total" } });
    await fails(2);
    expect(await ignored()).toMatchObject([{ fingerprint: CAUSE, seen: 2 }]);
    await fails(1);
    expect(await ignored()).toEqual([]);
  });

  test("a rate is held against the worst hour, not against the sum of many", async () => {
    await ignore({ until: { more_than: 2, per: "hour" } });
    for (const hour of [1, 3, 5]) await fails(2, minutesAhead(hour * 60));
    expect(await ignored()).toMatchObject([{ fingerprint: CAUSE, seen: 2 }]);
    await fails(1, minutesAhead(5 * 60 + 30));
    expect(await ignored()).toEqual([]);
  });

  test("it is shown again at once when somebody says so, and that is noted too", async () => {
    await ignore({ until: minutesAhead(60).toISOString() });
    expect((await ignore({ until: null, reason: "fixed" })).status).toBe(200);
    expect(await ignored()).toEqual([]);
    expect((await audit()).at(-1)).toEqual({
      action: "failures.show",
      target: CAUSE,
      reason: "fixed",
    });
  });

  test("a second decision about the same cause replaces the first", async () => {
    await ignore({ until: { more_than: 2, per: "total" } });
    await ignore({ until: minutesAhead(60).toISOString(), reason: "ticket 4712" });
    expect(await ignored()).toEqual([{ fingerprint: CAUSE, seen: null, reason: "ticket 4712" }]);
  });

  test.each([
    ["an end in the past", { until: "2020-01-01T00:00:00Z" }, 400],
    ["an end beyond a year", { until: new Date(Date.now() + 366 * DAY_MS).toISOString() }, 400],
    ["no end at all", {}, 400],
    ["no reason", { until: null, reason: " " }, 400],
    ["a number that is none", { until: { more_than: 0, per: "hour" } }, 400],
    ["a cause that nothing has", { fingerprint: "never seen", until: null }, 404],
  ])("%s is refused and nothing is stored", async (_, body, status) => {
    expect((await ignore(body)).status).toBe(status);
    expect(await ignored()).toEqual([]);
    expect(await audit()).toEqual([]);
  });

  test("a viewer may only look", async () => {
    const response = await ignore({ until: minutesAhead(60).toISOString() }, viewerKey);
    expect(response.status).toBe(403);
    expect(await ignored()).toEqual([]);
  });
});
