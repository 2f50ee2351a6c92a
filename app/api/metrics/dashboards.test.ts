import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

type Dashboard = { panels: { id: number; title: string; targets: { expr: string }[] }[] };
type Rules = { groups: { rules: { alert: string; expr: string; for: string }[] }[] };

const dashboard = JSON.parse(readFileSync("docs/grafana-dashboard.json", "utf8")) as Dashboard;
const rules = (parse(readFileSync("docs/alert-rules.yml", "utf8")) as Rules).groups.flatMap(
  (group) => group.rules,
);
const queries = [
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => [`panel ${title}`, expr] as const),
  ),
  ...rules.map(({ alert, expr }) => [`rule ${alert}`, expr] as const),
];

let routes: OpenRoutes;
let text: string;
beforeAll(async () => {
  routes = await openRoutes();
  await seed();
  text = await (await routes.call("/api/metrics")).text();
});
afterAll(() => routes.close());

/** One of everything that is measured. */
async function seed() {
  await routes.call("/api/v1/admin/symbols", {
    method: "POST",
    body: {
      check: false,
      symbols: [{ symbol: "SPY", asset_class: "etf", criticality: "critical", timeframes: ["1d"] }],
    },
  });
  await routes.db.execute(sql`
    insert into scheduler_execution_log (started_at, completed_at, duration_seconds, total_symbols, successful_symbols,
      failed_symbols, total_records_processed, status, trigger)
    values (now() - interval '1 minute', now(), 60, 1, 0, 1, 0, 'completed', 'manual')`);
  await routes.db.execute(sql`
    insert into symbol_computation_status (execution_id, symbol, asset_class, timeframe, status, error_code)
    select execution_id, 'SPY', 'etf', '1d', 'failed', 'rate_limited' from scheduler_execution_log`);
  await routes.db.execute(sql`
    insert into provider_requests (purpose, path, status, duration_ms, bytes, rows, attempt, started_at)
    values ('manual', '/v2/aggs', 429, 12, 0, 0, 1, now())`);
  await routes.db.execute(sql`
    insert into rpo_daily (day, criticality, series_minutes, breached_minutes)
    values (current_date, 'critical', 100, 10)`);
}

/** Names and labels that were exposed. */
function exposed(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of text.split("\n")) {
    const [, name, labels = ""] = /^(candlewatch_\w+)(?:\{(.*)\})? /.exec(line) ?? [];
    if (name === undefined) continue;
    const known = found.get(name) ?? new Set();
    for (const [, label = ""] of labels.matchAll(/(\w+)="/g)) known.add(label);
    found.set(name, known);
  }
  return found;
}

test("the metrics are there by their documented names and labels, and no symbol is a label", () => {
  const documented: Record<string, string[]> = {
    candlewatch_executions_total: ["status", "trigger"],
    candlewatch_execution_duration_seconds_bucket: ["le"],
    candlewatch_execution_duration_seconds_count: [],
    candlewatch_jobs_total: ["reason", "status", "timeframe"],
    candlewatch_series: ["criticality", "status", "timeframe"],
    candlewatch_series_lag_seconds_max: ["criticality", "timeframe"],
    candlewatch_provider_requests_total: ["code", "purpose"],
    candlewatch_provider_budget_remaining: [],
    candlewatch_last_success_timestamp_seconds: [],
    candlewatch_rpo_budget_remaining_ratio: ["criticality"],
  };
  const found = exposed();

  for (const [name, labels] of Object.entries(documented)) {
    expect([...(found.get(name) ?? ["absent"])].sort(), name).toEqual(labels);
  }
  expect([...found.values()].some((labels) => labels.has("symbol"))).toBe(false);
});

describe("what the dashboard and the alert rules ask for is exposed", () => {
  test.each(queries)("%s", (_, expr) => {
    const found = exposed();
    for (const [, name = "", matchers = ""] of expr.matchAll(
      /(candlewatch_\w+)(?:\{([^}]*)\})?/g,
    )) {
      expect(found.has(name), name).toBe(true);
      for (const [, label = ""] of matchers.matchAll(/(\w+)=/g)) {
        expect(found.get(name)?.has(label), `${name}{${label}}`).toBe(true);
      }
    }
    for (const [, labels = ""] of expr.matchAll(/by \(([^)]+)\)/g)) {
      const all = new Set([...found.values()].flatMap((known) => [...known]));
      for (const label of labels.split(", ")) expect(all.has(label), label).toBe(true);
    }
  });
});

test("there are five rules, each with a severity's patience, and every panel has its own place", () => {
  expect(rules.map(({ alert }) => alert)).toHaveLength(5);
  expect(rules.every(({ for: patience }) => /^\d+m$/.test(patience))).toBe(true);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
});
