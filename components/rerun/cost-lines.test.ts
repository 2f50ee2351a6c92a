import { describe, expect, test } from "vitest";
import { costLines } from "./cost-lines";
import type { Preview } from "./rerun-body";

const preview: Preview = {
  timestamp: "2026-11-23T12:00:00Z",
  token: "t",
  total_symbols: 3,
  total_jobs: 7,
  requests: 9,
  estimated_seconds: 110,
  budget_per_minute: 5,
  budget_left: 5,
  conflicts: [],
  delays: [],
  jobs: [],
  jobs_listed: 0,
};
const clock = (at: string) => at.slice(11, 16);
const texts = (changes: Partial<Preview>) =>
  costLines({ ...preview, ...changes }, clock).map(({ text }) => text);

describe("costLines", () => {
  test("says how long the run takes at today's limit and what is left of the budget", () => {
    expect(texts({})).toEqual([
      "about 1 m 50 s at 5 a minute",
      "budget 5 of 5 left now, 0 after the first calls",
    ]);
  });

  test("an unlimited plan has no budget line", () => {
    expect(texts({ budget_per_minute: null, budget_left: null })).toEqual([
      "about 1 m 50 s without a request limit",
    ]);
  });

  test("names each scheduled run that has to wait, and for how long", () => {
    const delays = [{ label: "Hourly run", at: "2026-11-23T14:10:00Z", by_seconds: 40 }];
    expect(texts({ delays })).toContain("Hourly run at 14:10 will wait 40 s");
  });

  test("jobs that are already under way are counted", () => {
    const conflicts = [
      {
        symbol: "AAPL",
        timeframe: "1h" as const,
        execution_id: "0199a0de-0000-7000-8000-000000000001",
      },
    ];
    expect(texts({ conflicts })).toContain("1 job already under way elsewhere");
  });
});
