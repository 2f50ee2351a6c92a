import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestKey } from "@/lib/auth/testing/test-credentials";
import { policyInForce } from "@/lib/config/policy-in-force";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import { readActivePolicy, recordPolicyFile } from "@/lib/pipeline/policy-versions";

const POLICY = "/api/v1/admin/policy";
const FILE = readFileSync("config/rto_rpo_config.yaml", "utf8");
const LOOSER = FILE.replace("aging_below: 6h", "aging_below: 12h");
const now = new Date("2026-11-20T15:00:00Z");

let routes: OpenRoutes;
beforeAll(async () => {
  routes = await openRoutes();
});
afterAll(() => routes.close());
beforeEach(async () => {
  await routes.db.execute(sql`
    truncate policy_versions, audit_log, tracked_symbols, feature_freshness restart identity cascade`);
  await recordPolicyFile({ db: routes.db, now }, FILE);
});

const get = async (path = "") => (await routes.call(`${POLICY}${path}`)).json();
const put = (body: unknown, key?: string) =>
  routes.call(POLICY, { method: "PUT", body, ...(key === undefined ? {} : { key }) });
const auditRows = async () =>
  routes.db.execute<{ action: string; before: unknown; after: unknown; reason: string | null }>(
    sql`select action, before, after, reason from audit_log order by id`,
  );

describe("editing the policy", () => {
  test("the file an instance starts with is the first version, and the same file is noted once", async () => {
    await recordPolicyFile({ db: routes.db, now }, FILE);
    const { versions } = await get("/versions");
    expect(versions).toHaveLength(1);
    expect(versions[0]).toMatchObject({ id: 1, source: "file", active: true });
    expect((await get()).yaml).toBe(FILE);
  });

  test("an edit is in force at once, versioned, and audited with what changed", async () => {
    const response = await put({ yaml: LOOSER, base_version: 1, reason: "nightly noise" });
    expect(response.status).toBe(200);
    expect((await response.json()).version).toMatchObject({ id: 2, source: "page" });
    expect(policyInForce().stalenessThresholds.agingMs).toBe(12 * 3_600_000);
    const key = "staleness_thresholds.aging_seconds";
    expect(await auditRows()).toMatchObject([
      {
        action: "policy.edit",
        before: { [key]: 21_600 },
        after: { [key]: 43_200 },
        reason: "nightly noise",
      },
    ]);
    expect((await get("/versions/2")).changes).toEqual([{ key, before: 21_600, after: 43_200 }]);
  });

  test("a mistake is answered with its line, its key and what is allowed; the running policy stays", async () => {
    const wrong = FILE.replace("aging_below: 6h", "aging_below: 30m").replace(
      "flap_limit: 3",
      "flap_limit: many",
    );
    const response = await put({ yaml: wrong, base_version: 1 });
    expect(response.status).toBe(400);
    const { errors } = await response.json();
    const line = FILE.split("\n").findIndex((text) => text.includes("flap_limit:")) + 1;
    expect(errors).toContainEqual({
      path: "body.yaml",
      message: `line ${line}: monitoring_thresholds.flap_limit is "many"; allowed: a whole number from 1 to 100.`,
    });
    expect((await get()).version.id).toBe(1);
    expect(await auditRows()).toHaveLength(0);
  });

  test("an edit of a version that is not the newest any more is refused", async () => {
    expect((await put({ yaml: LOOSER, base_version: 1 })).status).toBe(200);
    const late = await put({ yaml: FILE, base_version: 1 });
    expect(late.status).toBe(409);
    expect((await get()).version.id).toBe(2);
  });

  test("only an admin may edit; everybody may read and export", async () => {
    const operator = await createTestKey(routes.db, "operator");
    expect((await put({ yaml: LOOSER, base_version: 1 }, operator)).status).toBe(403);
    const file = await routes.call(`${POLICY}/export`, { key: operator });
    expect(file.headers.get("content-type")).toContain("application/yaml");
    expect(await file.text()).toBe(FILE);
  });

  test("symbols that the edit puts into another tier are moved with it", async () => {
    await routes.db.execute(sql`
      insert into tracked_symbols (symbol, asset_class, criticality, timeframes)
      values ('SPY', 'etf', 'critical', '{1d}'), ('TSLA', 'stock', 'standard', '{1d}')`);
    const moved = FILE.replace("[SPY, QQQ,", "[TSLA, QQQ,").replace("AMZN, TSLA,", "AMZN,");
    const preview = await routes.call(`${POLICY}/preview`, {
      method: "POST",
      body: { yaml: moved },
    });
    expect((await preview.json()).moved_symbols).toEqual(["SPY", "TSLA"]);
    await put({ yaml: moved, base_version: 1 });
    const rows = await routes.db.execute<{ symbol: string; criticality: string }>(
      sql`select symbol, criticality from tracked_symbols order by symbol`,
    );
    expect([...rows]).toEqual([
      { symbol: "SPY", criticality: "low_priority" },
      { symbol: "TSLA", criticality: "critical" },
    ]);
  });

  test("a preview counts the series under the edited thresholds and stores nothing", async () => {
    await routes.db.execute(sql`
      insert into tracked_symbols (symbol, asset_class, criticality, timeframes)
      values ('SPY', 'etf', 'critical', '{1d}'), ('BTC', 'crypto', 'critical', '{1d}')`);
    await routes.db.execute(sql`
      insert into feature_freshness (symbol, timeframe, last_computed_at, data_point_count, stored_through)
      select symbol, '1d', now() - interval '8 hours', 10, now() - interval '8 hours' from tracked_symbols`);
    const answer = await routes.call(`${POLICY}/preview`, {
      method: "POST",
      body: { yaml: LOOSER },
    });
    expect(answer.status).toBe(200);
    const preview = await answer.json();
    expect(preview.series.before).toMatchObject({ stale: 2, aging: 0 });
    expect(preview.series.after).toMatchObject({ stale: 0, aging: 2 });
    expect(preview.alerts.days).toBe(30);
    expect((await get()).version.id).toBe(1);
  });

  test("a version that cannot be read any more is passed over", async () => {
    await routes.db.execute(sql`
      insert into policy_versions (yaml, source, created_by) values ('nonsense: true', 'page', 'an older release')`);
    expect((await readActivePolicy(routes.db))?.version.id).toBe(1);
  });

  test("a changed file beats an earlier edit, an unchanged one does not", async () => {
    await put({ yaml: LOOSER, base_version: 1 });
    await recordPolicyFile({ db: routes.db, now }, FILE);
    expect((await readActivePolicy(routes.db))?.version.id).toBe(2);
    await recordPolicyFile({ db: routes.db, now }, FILE.replace("flap_limit: 3", "flap_limit: 4"));
    expect((await readActivePolicy(routes.db))?.version).toMatchObject({ id: 3, source: "file" });
  });
});
