import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { insertFailure, insertSymbol } from "@/lib/db/testing/fixtures";
import { viewFailureGroups } from "./failure-groups";
import { viewFailures } from "./failures";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";

const database = freshDatabase();
const at = (text: string) => new Date(text);
const view = async (query: Record<string, string> = {}) =>
  ENDPOINTS.failures.response.parse(
    await viewFailures(createViewDeps(database.db), ENDPOINTS.failures.query.parse(query)),
  );
const groups = async (query: Record<string, string> = {}) =>
  ENDPOINTS.failureGroups.response.parse(
    await viewFailureGroups(
      createViewDeps(database.db),
      ENDPOINTS.failureGroups.query.parse(query),
    ),
  ).groups;

describe("viewFailures", () => {
  test("counts all that match, lists the newest first, and pages without loss", async () => {
    for (let minute = 10; minute < 15; minute += 1) {
      await insertFailure(database.db, { failedAt: at(`2026-11-20T15:${minute}:00Z`) });
    }
    const first = await view({ limit: "3" });
    const second = await view({ limit: "3", cursor: first.next_cursor ?? "" });
    expect(first.total).toBe(5);
    expect(
      [...first.failures, ...second.failures].map((row) => row.failed_at.slice(14, 16)),
    ).toEqual(["14", "13", "12", "11", "10"]);
  });

  test("filters by state, symbol, timeframe, cause and time", async () => {
    const id = await insertFailure(database.db, {
      symbol: "TSLA",
      timeframe: "1h",
      resolved: true,
      fingerprint: "insert_failed: *",
      failedAt: at("2026-11-18T00:00:00Z"),
    });
    await insertFailure(database.db, { failedAt: at("2026-11-20T00:00:00Z") });
    for (const query of [
      { resolved: "true" },
      { symbol: "TSLA" },
      { timeframe: "1h,4h" },
      { fingerprint: "insert_failed: *" },
      { to: "2026-11-19T00:00:00Z" },
    ]) {
      expect(await view(query)).toMatchObject({ total: 1, failures: [{ id }] });
    }
  });
});

describe("viewFailureGroups", () => {
  test("gathers failures of one cause with the tiers and series they hit and their days", async () => {
    await insertSymbol(database.db, { symbol: "SPY", criticality: "critical" });
    await insertFailure(database.db, { symbol: "SPY", failedAt: at("2026-11-20T15:00:00Z") });
    await insertFailure(database.db, { symbol: "SPY", failedAt: at("2026-11-20T15:30:00Z") });
    await insertFailure(database.db, {
      symbol: "GONE",
      failedAt: at("2026-11-19T15:00:00Z"),
      resolved: true,
    });
    await insertFailure(database.db, { fingerprint: "old", failedAt: at("2026-10-01T00:00:00Z") });
    const [first, second] = await groups();
    expect(first).toMatchObject({
      fingerprint: "rate_limited",
      count: 3,
      unresolved: 2,
      series: 2,
      criticalities: ["critical"],
      first_seen: "2026-11-19T15:00:00.000Z",
      last_seen: "2026-11-20T15:30:00.000Z",
    });
    expect(first?.by_day.slice(-2)).toEqual([1, 2]);
    expect(second?.by_day).toEqual(new Array(14).fill(0));
    expect(await groups({ symbol: "GONE" })).toHaveLength(1);
  });
});
