import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adjustColumnsForSplits, adjustForSplits, type Split } from "./adjust-splits";
import type { Bar } from "./bar";
import { toBarColumns } from "./bar-columns";
import { createCalendar } from "./calendar";

const calendar = createCalendar();
const dayBar = (day: string, close: number, volume = 100): Bar => ({
  t: Date.parse(`${day}T04:00:00Z`),
  open: close,
  high: close,
  low: close,
  close,
  volume,
});
const bars = [
  dayBar("2020-08-27", 500),
  dayBar("2020-08-28", 500),
  dayBar("2020-08-31", 127),
  dayBar("2021-07-20", 140),
];
const fourForOne: Split = { executionDay: "2020-08-31", from: 1, to: 4 };
const twoForOne: Split = { executionDay: "2021-07-20", from: 1, to: 2 };
const closes = (list: readonly Bar[]) => list.map(({ close }) => close);

describe("adjustForSplits", () => {
  test("bars before the execution day are divided and their volume multiplied, those from it on are left", () => {
    const adjusted = adjustForSplits(calendar, bars, [fourForOne]);
    expect(closes(adjusted)).toEqual([125, 125, 127, 140]);
    expect(adjusted.map(({ volume }) => volume)).toEqual([400, 400, 100, 100]);
  });

  test("later splits multiply into earlier history, a reverse split the other way", () => {
    expect(closes(adjustForSplits(calendar, bars, [twoForOne, fourForOne]))).toEqual([
      62.5, 62.5, 63.5, 140,
    ]);
    expect(
      closes(adjustForSplits(calendar, bars, [{ executionDay: "2020-08-28", from: 10, to: 1 }]))[0],
    ).toBe(5_000);
  });

  test("as of a day before a split it is not known yet", () => {
    expect(closes(adjustForSplits(calendar, bars, [fourForOne, twoForOne], "2021-07-19"))).toEqual([
      125, 125, 127, 140,
    ]);
    expect(closes(adjustForSplits(calendar, bars, [fourForOne, twoForOne], "2021-07-20"))).toEqual([
      62.5, 62.5, 63.5, 140,
    ]);
  });

  test("a split told twice, also in other numbers, counts once", () => {
    expect(
      closes(adjustForSplits(calendar, bars, [fourForOne, { ...fourForOne, from: 2, to: 8 }])),
    ).toEqual([125, 125, 127, 140]);
  });

  test("without a split the very same bars come back", () => {
    expect(adjustForSplits(calendar, bars, [])).toBe(bars);
  });

  test("the last minute before the execution day's midnight in New York is adjusted, the next is not", () => {
    const midnight = Date.parse("2020-08-31T04:00:00Z");
    const minute = (t: number): Bar => ({ ...dayBar("2020-08-31", 100), t });
    expect(
      closes(
        adjustForSplits(calendar, [minute(midnight - 60_000), minute(midnight)], [fourForOne]),
      ),
    ).toEqual([25, 100]);
  });
});

test("columns adjust exactly as rows do, and traded value is kept whatever the splits", () => {
  const ratio = fc.integer({ min: 1, max: 20 });
  const day = fc.integer({ min: 18_000, max: 19_500 });
  const split = fc.record({
    executionDay: day.map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10)),
    from: ratio,
    to: ratio,
  });
  const history = fc.uniqueArray(day, { minLength: 1 }).map((days) =>
    days
      .toSorted((a, b) => a - b)
      .map(
        (n): Bar => ({
          t: calendar.midnightMs(n),
          open: n / 7,
          high: n,
          low: n / 9,
          close: n / 8,
          volume: n * 3,
        }),
      ),
  );
  fc.assert(
    fc.property(history, fc.array(split, { maxLength: 5 }), (raw, splits) => {
      const rows = adjustForSplits(calendar, raw, splits);
      const columns = toBarColumns(raw);
      adjustColumnsForSplits(calendar, columns, splits);
      expect(columns).toEqual(toBarColumns(rows));
      rows.forEach((bar, index) => {
        expect(bar.close * bar.volume).toBeCloseTo(raw[index]!.close * raw[index]!.volume, 3);
      });
    }),
  );
});
