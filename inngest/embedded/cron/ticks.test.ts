import { describe, expect, test } from "vitest";
import { newestTick, nextTick } from "./ticks";

const at = (text: string) => new Date(text);

describe("newestTick", () => {
  test("of many missed ticks gives the newest", () => {
    const schedule = { pattern: "*/15 * * * *", timezone: "UTC" };
    const tick = newestTick(schedule, at("2026-01-01T00:00:00Z"), at("2026-01-08T10:20:00Z"));
    expect(tick).toEqual(at("2026-01-08T10:15:00Z"));
  });

  test("gives none before the next tick", () => {
    const schedule = { pattern: "30 1 * * *", timezone: "UTC" };
    expect(newestTick(schedule, at("2026-01-01T01:30:00Z"), at("2026-01-02T01:29:59Z"))).toBeNull();
    expect(newestTick(schedule, at("2026-01-01T01:30:00Z"), at("2026-01-02T01:30:00Z"))).toEqual(
      at("2026-01-02T01:30:00Z"),
    );
  });

  test("finds a yearly tick that was missed long ago", () => {
    const schedule = { pattern: "0 0 1 1 *", timezone: "UTC" };
    expect(newestTick(schedule, at("2020-06-01T00:00:00Z"), at("2026-06-01T00:00:00Z"))).toEqual(
      at("2026-01-01T00:00:00Z"),
    );
  });
});

describe("daylight saving in New York", () => {
  const daily = { pattern: "30 2 * * *", timezone: "America/New_York" };

  test("a skipped local time fires once, at the next valid instant", () => {
    const tick = nextTick(daily, at("2026-03-08T05:00:00Z"));
    expect(tick).not.toBeNull();
    expect(tick! >= at("2026-03-08T07:00:00Z")).toBe(true);
    expect(tick! < at("2026-03-08T08:00:00Z")).toBe(true);
    expect(nextTick(daily, tick!)).toEqual(at("2026-03-09T06:30:00Z"));
  });

  test("a doubled local time fires once", () => {
    const doubled = { pattern: "30 1 * * *", timezone: "America/New_York" };
    const tick = nextTick(doubled, at("2026-11-01T04:00:00Z"));
    expect(nextTick(doubled, tick!)).toEqual(at("2026-11-02T06:30:00Z"));
  });
});
