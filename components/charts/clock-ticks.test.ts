import { describe, expect, test } from "vitest";
import { clockTicks } from "./clock-ticks";

const HOUR_MS = 3_600_000;
const START_MS = Date.parse("2026-11-23T22:05:00Z");
const slices = (count: number, bucketMs: number) =>
  Array.from({ length: count }, (_, index) => ({ fromMs: START_MS + index * bucketMs }));

describe("clockTicks", () => {
  test("labels full hours, wherever the slices begin, and no more than there is room for", () => {
    const bucketMs = 864_000;
    const ticks = clockTicks(slices(100, bucketMs), { bucketMs, offsetMs: 0, most: 8 });
    const hours = [...ticks.values()].map((ms) => new Date(ms).toISOString().slice(11, 16));
    expect(hours).toEqual(["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00"]);
  });

  test("each label stands at the slice its hour falls into", () => {
    const bucketMs = 864_000;
    for (const [fromMs, atMs] of clockTicks(slices(100, bucketMs), {
      bucketMs,
      offsetMs: 0,
      most: 8,
    })) {
      expect(atMs - fromMs).toBeGreaterThanOrEqual(0);
      expect(atMs - fromMs).toBeLessThan(bucketMs);
    }
  });

  test("days begin at midnight of the zone that is shown", () => {
    const bucketMs = 6 * HOUR_MS;
    const newYork = clockTicks(slices(28, bucketMs), { bucketMs, offsetMs: -5 * HOUR_MS, most: 8 });
    expect([...newYork.values()].every((ms) => new Date(ms).getUTCHours() === 5)).toBe(true);
  });

  test("without slices there is nothing to label", () => {
    expect(clockTicks([], { bucketMs: HOUR_MS, offsetMs: 0, most: 8 }).size).toBe(0);
  });
});
