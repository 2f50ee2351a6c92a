import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestKey } from "@/lib/auth/testing/test-credentials";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

const ALERTS = "/api/v1/admin/alerts";
let routes: OpenRoutes;
let viewerKey: string;
beforeAll(async () => {
  routes = await openRoutes();
  viewerKey = await createTestKey(routes.db, "viewer");
});
afterAll(() => routes.close());
beforeEach(async () => {
  await routes.db.execute(sql`truncate alerts, audit_log restart identity cascade`);
  await routes.db.execute(sql`
    insert into alerts (rule, group_key, severity, state, summary, affected_count, details, pending_since,
                        firing_since, last_seen_at, resolved_at)
    values ('stale_series', 'rate_limited', 'critical', 'firing', '12 series behind', 12,
            '{"affected": ["SPY 1d"]}', '2026-11-20', '2026-11-20', '2026-11-20', null),
           ('missing_share', 'all', 'warning', 'resolved', '3 of 10 series have no data', 3,
            '{"affected": []}', '2026-11-19', '2026-11-19', '2026-11-19', '2026-11-19')`);
});

const post = (path: string, body: unknown, key?: string) =>
  routes.call(`${ALERTS}${path}`, { method: "POST", body, ...(key ? { key } : {}) });
const audit = async () =>
  (await routes.db.execute<{ action: string; target: string; reason: string | null }>(
    sql`select action, target, reason from audit_log order by id`,
  )) as readonly unknown[];
const list = async (query = "") => (await routes.call(`${ALERTS}${query}`)).json();

describe("alerts over HTTP", () => {
  test("open ones come first and filters leave the rest out", async () => {
    const all = await list();
    expect(all.open).toBe(1);
    expect(all.alerts.map(({ rule }: { rule: string }) => rule)).toEqual([
      "stale_series",
      "missing_share",
    ]);
    expect(all.alerts[0].affected).toEqual(["SPY 1d"]);
    const resolved = await list("?state=resolved");
    expect(resolved.alerts).toHaveLength(1);
  });

  test("acknowledging needs a reason, and leaves the timeline and the audit log with it", async () => {
    expect((await post("/1/acknowledge", {})).status).toBe(400);
    expect((await post("/1/acknowledge", { reason: "  " })).status).toBe(400);
    expect(await audit()).toEqual([]);

    expect((await post("/1/acknowledge", { reason: "429 storm" })).status).toBe(200);
    const [alert] = (await list()).alerts;
    expect(alert).toMatchObject({ state: "acknowledged", acknowledge_reason: "429 storm" });
    expect(alert.events.at(-1)).toMatchObject({ state: "acknowledged", note: "429 storm" });
    expect(await audit()).toEqual([
      { action: "alert.acknowledge", target: "alert 1", reason: "429 storm" },
    ]);
  });

  test("a snooze until the next open ends when the exchange opens", async () => {
    const response = await post("/1/snooze", { until: "next_open" });
    expect(response.status).toBe(200);
    const { snoozed_until: until } = await response.json();
    expect(new Date(until).getTime()).toBeGreaterThan(Date.now());
    expect(["13:30", "14:30"]).toContain(until.slice(11, 16));
    expect((await list()).alerts[0]).toMatchObject({ state: "snoozed", snoozed_until: until });
  });

  test("a snooze that would end in the past changes nothing", async () => {
    const response = await post("/1/snooze", { until: "2020-01-01T00:00:00Z" });
    expect(response.status).toBe(400);
    expect(await audit()).toEqual([]);
  });

  test("what is over or unknown is refused, and a viewer may only look", async () => {
    expect((await post("/2/acknowledge", { reason: "late" })).status).toBe(409);
    expect((await post("/99/acknowledge", { reason: "none" })).status).toBe(404);
    expect((await post("/1/acknowledge", { reason: "mine" }, viewerKey)).status).toBe(403);
    expect((await routes.call(ALERTS, { key: viewerKey })).status).toBe(200);
    expect(await audit()).toEqual([]);
  });
});

describe("alert rules over HTTP", () => {
  test("every rule says what it is held against and how often it fired", async () => {
    const { rules } = await (await routes.call("/api/v1/admin/alert-rules")).json();
    const share = rules.find(({ rule }: { rule: string }) => rule === "stale_share");
    expect(share.threshold).toBe(
      "more than 50 % of the series that are due (warning); fires after 5 min",
    );
    expect(rules).toHaveLength(8);
  });

  test("a back-test tells the alerts of the rules from those of a wall clock", async () => {
    await routes.db.execute(sql`
      insert into tracked_symbols (symbol, asset_class, criticality, timeframes)
      select 'S' || i, 'crypto', 'standard', '{1h}' from generate_series(1, 4) i`);
    // Every series turns stale by the clock, and only one is behind the market.
    await routes.db.execute(sql`
      insert into freshness_history (symbol, timeframe, changed_at, status, previous_status, data_status, reason)
      select 'S' || i, '1h', now() - interval '2 days', 'stale', 'fresh',
             case when i = 1 then 'behind' else 'not_due' end,
             case when i = 1 then 'provider_5xx' else 'not_due_market_closed' end
        from generate_series(1, 4) i`);
    const run = async (body: unknown) => {
      const path = "/api/v1/admin/alert-rules/backtest";
      const response = await routes.call(path, { method: "POST", body });
      expect(response.status).toBe(200);
      return response.json();
    };
    const preset = await run({ days: 7 });
    expect(preset.wall_clock_alerts).toBe(4);
    const rules = preset.fired.map(({ rule }: { rule: string }) => rule);
    expect(rules).toEqual(["stale_share", "rpo_breached", "stale_series"]);

    const looser = await run({ days: 7, stale_pct: 100, stale_warning_hours: 1000 });
    expect(looser.fired.map(({ rule }: { rule: string }) => rule)).toEqual(["rpo_breached"]);
    expect(looser.alerts).toBe(1);
  });
});
