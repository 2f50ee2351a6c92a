import { describe, expect, test } from "vitest";
import { sliceAt, timeTicks, valueTicks } from "./prepare-axis";

describe("valueTicks", () => {
  test.each([
    { highest: 0, whole: true, ticks: [0, 1, 2, 3, 4] },
    { highest: 3, whole: true, ticks: [0, 1, 2, 3, 4] },
    { highest: 7, whole: true, ticks: [0, 2, 4, 6, 8] },
    { highest: 12, whole: true, ticks: [0, 3, 6, 9, 12] },
    { highest: 13, whole: true, ticks: [0, 4, 8, 12, 16] },
    { highest: 1_000, whole: true, ticks: [0, 250, 500, 750, 1_000] },
    { highest: 0.3, whole: false, ticks: [0, 0.075, 0.15, 0.225, 0.3] },
    { highest: 41, whole: false, ticks: [0, 15, 30, 45, 60] },
    { highest: 0, whole: false, ticks: [0, 1, 2, 3, 4] },
  ])("$highest is held by $ticks", ({ highest, whole, ticks }) => {
    expect(valueTicks(highest, whole)).toEqual(ticks);
  });
});

const HOUR_MS = 3_600_000;
const midnightMs = Date.parse("2026-11-23T05:00:00Z");
const hourly = Array.from({ length: 24 }, (_, index) => ({ fromMs: midnightMs + index * HOUR_MS }));

test("a day is labelled by the clock of the zone", () => {
  const ticks = timeTicks(hourly, { bucketSeconds: 3_600, zone: "America/New_York", most: 4 });
  expect([...ticks.values()]).toEqual(["00:00", "06:00", "12:00", "18:00"]);
  expect([...ticks.keys()][1]).toBe(midnightMs + 6 * HOUR_MS);
});

test("a month is labelled by days", () => {
  const daily = Array.from({ length: 30 }, (_, index) => ({
    fromMs: midnightMs + index * 24 * HOUR_MS,
  }));
  const ticks = timeTicks(daily, { bucketSeconds: 86_400, zone: "America/New_York", most: 8 });
  expect([...ticks.values()][0]).toMatch(/^\d+ (Nov|Dec)$/);
  expect(ticks.size).toBeLessThanOrEqual(8);
});

test("an instant before the first slice stands at it, and nothing stands without slices", () => {
  expect(sliceAt(hourly, midnightMs - 1)).toBe(0);
  expect(sliceAt(hourly, midnightMs + HOUR_MS + 1)).toBe(1);
  expect(sliceAt([], 0)).toBe(-1);
});
