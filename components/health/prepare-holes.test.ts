import { expect, test } from "vitest";
import type { ResponseOf } from "@/lib/client/call";
import { holesOf, LISTED_HOLES } from "./prepare-holes";

type Row = ResponseOf<"coverage">["rows"][number];
const days = ["2026-11-09", "2026-11-10", "2026-11-11"].map((day) => ({
  day,
  session: "full" as const,
  note: null,
}));
const row = (symbol: string, ...states: Row["cells"][number][0][]): Row => ({
  symbol,
  asset_class: "stock",
  criticality: "standard",
  cells: states.map((state) => [state, 0, 390]),
  missing_days: states.filter((state) => state === "missing").length,
});

test("a symbol with missing days is listed with how many and the newest; whole ones are not", () => {
  const rows = [
    row("NFLX", "missing", "missing", "complete"),
    row("SPY", "complete", "confirmed_empty", "not_due"),
  ];
  expect(holesOf({ days, rows })).toEqual({
    listed: [{ symbol: "NFLX", days: 2, newestDay: "2026-11-10" }],
    hasMore: false,
  });
});

test("what is too much for the page is said to be more", () => {
  const rows = Array.from({ length: LISTED_HOLES + 1 }, (_, index) =>
    row(`S${index}`, "missing", "complete", "complete"),
  );
  const { listed, hasMore } = holesOf({ days, rows });
  expect(listed).toHaveLength(LISTED_HOLES);
  expect(hasMore).toBe(true);
});
