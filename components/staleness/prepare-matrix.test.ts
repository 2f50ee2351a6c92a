import { describe, expect, test } from "vitest";
import { placeAfter, seriesBetween, seriesOf, toggleAll } from "./matrix-selection";
import { countStates, type MatrixRow, prepareMatrix } from "./prepare-matrix";
import type { MatrixCell } from "./series-words";

const OK: MatrixCell = ["fresh", "current", 0, null, "up_to_date"];
const LATE: MatrixCell = ["stale", "behind", 4, 1, "run_overdue"];
const PAUSED: MatrixCell = ["stale", "behind", 9, 1, "paused"];

const row = (
  symbol: string,
  cells: MatrixRow["cells"],
  changes: Partial<MatrixRow> = {},
): MatrixRow => ({
  symbol,
  name: null,
  asset_class: "stock",
  criticality: "standard",
  paused: false,
  snoozed: [],
  cells,
  ...changes,
});

type Filters = Parameters<typeof prepareMatrix>[1];
const NO_FILTER: Filters = {
  status: [],
  data_status: [],
  reason: [],
  min_bars_behind: null,
  group: "none",
  sort: "worst",
};

const rows = [
  row("TSLA", [LATE, OK]),
  row("BTC", [OK, LATE], { asset_class: "crypto", criticality: "critical" }),
  row("AAPL", [OK, null]),
];
const prepared = (changes: Partial<Filters> = {}) =>
  prepareMatrix({ timeframes: ["1h", "1d"], rows }, { ...NO_FILTER, ...changes });

describe("prepareMatrix", () => {
  test("keeps the rows as they come, worst first, and by symbol on request", () => {
    expect(prepared().rows.map((line) => line.row.symbol)).toEqual(["TSLA", "BTC", "AAPL"]);
    expect(prepared({ sort: "symbol" }).rows.map((line) => line.row.symbol)).toEqual([
      "AAPL",
      "BTC",
      "TSLA",
    ]);
  });

  test("a filter keeps rows with a match and tells which of their cells it means", () => {
    const { rows: shown, matching } = prepared({ data_status: ["behind"] });
    expect(shown.map(({ row: { symbol }, matches }) => [symbol, matches])).toEqual([
      ["TSLA", [true, false]],
      ["BTC", [false, true]],
    ]);
    expect(matching).toBe(2);
  });

  test("groups keep their order, and the rows are numbered through all of them", () => {
    const { lines, rows: shown } = prepared({ group: "criticality" });
    expect(lines.flatMap((line) => (line.kind === "group" ? [line.label] : []))).toEqual([
      "Critical",
      "Standard",
    ]);
    expect(shown.map(({ index }) => index)).toEqual([0, 1, 2]);
  });
});

describe("countStates", () => {
  test("a chip counts what would be there if its own kind of filter were lifted", () => {
    const counts = countStates([...rows, row("META", [PAUSED, OK])], {
      status: ["fresh"],
      data_status: [],
      reason: [],
      min_bars_behind: null,
    });
    expect(counts.status).toMatchObject({ fresh: 4, stale: 3 });
    expect(counts.data_status).toMatchObject({ current: 4, behind: 0 });
    expect(counts.paused).toBe(0);
  });
});

describe("walking and selecting", () => {
  const size = { rows: 3, columns: 2, pageRows: 2, far: false };

  test.each([
    { key: "ArrowDown", to: { row: 1, column: 0 } },
    { key: "ArrowUp", to: { row: 0, column: 0 } },
    { key: "j", to: { row: 1, column: 0 } },
    { key: "End", to: { row: 0, column: 1 } },
    { key: "PageDown", to: { row: 2, column: 0 } },
  ])("$key leads from the first cell to $to", ({ key, to }) => {
    expect(placeAfter(key, { row: 0, column: 0 }, size)).toEqual(to);
  });

  test("with Ctrl an arrow goes to the edge, and other keys lead nowhere", () => {
    expect(placeAfter("ArrowDown", { row: 0, column: 0 }, { ...size, far: true })?.row).toBe(2);
    expect(placeAfter("q", { row: 0, column: 0 }, size)).toBeNull();
    // Ctrl+K is the palette's.
    expect(placeAfter("k", { row: 2, column: 0 }, { ...size, far: true })).toBeNull();
  });

  test("a rectangle holds only series that exist and match", () => {
    const corner = { row: 2, column: 1 };
    expect(seriesBetween(prepared(), { row: 0, column: 0 }, corner)).toHaveLength(5);
    expect(
      seriesBetween(prepared({ data_status: ["behind"] }), { row: 0, column: 0 }, corner),
    ).toEqual(["TSLA 1h", "BTC 1d"]);
  });

  test("a column is selected at once, and taken out at once when all of it is in", () => {
    const hourly = seriesOf(prepared(), { column: 0 });
    expect(hourly).toEqual(["TSLA 1h", "BTC 1h", "AAPL 1h"]);
    const all = toggleAll(new Set(["TSLA 1h"]), hourly);
    expect(all.size).toBe(3);
    expect(toggleAll(all, hourly).size).toBe(0);
  });
});
