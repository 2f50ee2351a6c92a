import { describe, expect, test } from "vitest";
import { coverageWords } from "./coverage-words";

const share = { symbol: "AAPL", stream: "1m", pct: 100, missing_days: [] as string[] } as const;

describe("coverageWords", () => {
  test("says how many sessions are whole of those that were due", () => {
    expect(coverageWords({ ...share, missing_days: [], sessions: [1, 0.4] })).toBe(
      "AAPL from 1m bars, 30 days: 2 of 2 sessions whole",
    );
  });

  test("names the newest missing days and counts the others", () => {
    const missing_days = ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"];
    const sessions = [null, null, null, null, 1];
    expect(coverageWords({ ...share, missing_days, sessions })).toBe(
      "AAPL from 1m bars, 30 days: 1 of 5 sessions whole, missing 2026-11-03, 2026-11-04, 2026-11-05 and 1 earlier",
    );
  });
});
