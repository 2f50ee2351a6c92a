import { describe, expect, test } from "vitest";
import {
  backfillBodyOf,
  blockFacts,
  type Coverage,
  type CoverageRow,
  monthsOf,
  runsOf,
} from "./prepare-coverage";

const row = (symbol: string, cells: CoverageRow["cells"], crypto = false): CoverageRow => ({
  symbol,
  asset_class: crypto ? "crypto" : "stock",
  criticality: "standard",
  cells,
  missing_days: 0,
});
const coverage: Coverage = {
  days: ["2026-11-19", "2026-11-20", "2026-11-21"].map((day, index) => ({
    day,
    session: index === 2 ? "closed" : "full",
    note: null,
  })),
  rows: [
    row("AAPL", [
      ["complete", 390, 390],
      ["missing", 0, 390],
      ["closed", 0, null],
    ]),
    row(
      "BTC",
      [
        ["complete", 1440, 1440],
        ["missing", 700, 1440],
        ["complete", 1440, 1440],
      ],
      true,
    ),
  ],
};

describe("runsOf", () => {
  test("days that look the same become one run", () => {
    expect(
      runsOf([
        ["complete", 390, 390],
        ["complete", 390, 390],
        ["closed", 0, null],
      ]),
    ).toEqual([
      { from: 0, days: 2, look: "complete" },
      { from: 2, days: 1, look: "closed" },
    ]);
  });

  test("a day of which something is stored is part missing, one that nobody traded is no gap", () => {
    const looks = runsOf([
      ["missing", 12, 390],
      ["missing", 0, 390],
      ["confirmed_empty", 0, 390],
    ]).map(({ look }) => look);
    expect(looks).toEqual(["part", "missing", "empty"]);
  });
});

test("a month that has no room for its name goes without", () => {
  const days = ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02", "2026-11-03"];
  const named = monthsOf(
    days.map((day) => ({ day })),
    3,
  );
  expect(named).toEqual([{ index: 2, day: "2026-11-01" }]);
});

describe("a marked block", () => {
  const corners = { from: { row: 1, day: 2 }, to: { row: 0, day: 1 } };

  test("counts its symbols, days and gaps, whichever corner came first", () => {
    expect(blockFacts(coverage, corners)).toMatchObject({
      firstDay: "2026-11-20",
      lastDay: "2026-11-21",
      days: 2,
      gapDays: 2,
    });
  });

  test("becomes a backfill of whole trading days: New York's for stocks, the wider of both with a coin among them", () => {
    const [aapl] = coverage.rows;
    const stocks = { rows: aapl ? [aapl] : [], firstDay: "2026-11-20", lastDay: "2026-11-20" };
    expect(backfillBodyOf(stocks, "1d")).toMatchObject({
      symbols: ["AAPL"],
      from: "2026-11-20T05:00:00.000Z",
      to: "2026-11-21T05:00:00.000Z",
    });
    expect(backfillBodyOf({ ...stocks, rows: coverage.rows }, "1d")).toMatchObject({
      from: "2026-11-20T00:00:00.000Z",
      to: "2026-11-21T05:00:00.000Z",
    });
  });

  test("outside of the calendar there is no block", () => {
    expect(blockFacts(coverage, { from: { row: 0, day: 9 }, to: { row: 0, day: 9 } })).toBeNull();
  });
});
