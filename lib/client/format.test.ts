import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatClock,
  formatCompact,
  formatCount,
  formatDay,
  formatDuration,
  formatInstant,
  formatMs,
  formatPct,
  formatRelative,
  plural,
  zoneName,
} from "./format";

describe("formatDuration", () => {
  test.each([
    { seconds: 0, text: "0 s" },
    { seconds: 0.42, text: "0.4 s" },
    { seconds: 59, text: "59 s" },
    { seconds: 110, text: "1 m 50 s" },
    { seconds: 3_600, text: "1 h" },
    { seconds: 3_605, text: "1 h" },
    { seconds: 136_800, text: "1 d 14 h" },
    { seconds: null, text: "–" },
  ])("$seconds s reads $text", ({ seconds, text }) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe("formatCount and formatCompact", () => {
  test.each([
    [0, "0", "0"],
    [-7, "-7", "-7"],
    [999, "999", "999"],
    [1_000, "1,000", "1,000"],
    [9_999, "9,999", "9,999"],
    [-12_345, "-12,345", "-12.3K"],
    [12_500, "12,500", "12.5K"],
    [20_000, "20,000", "20K"],
    [999_960, "999,960", "1M"],
    [3_141_592, "3,141,592", "3.1M"],
    [1_234_567_890, "1,234,567,890", "1.2B"],
    [1.5, "1.5", "1.5"],
  ])("%d reads %s, in short %s", (value, count, compact) => {
    expect(formatCount(value)).toBe(count);
    expect(formatCompact(value)).toBe(compact);
  });
});

describe("formatPct", () => {
  test("one failure in a thousand never reads as 100 %", () => {
    expect(formatPct(99.96)).toBe("99.9 %");
    expect(formatPct(100)).toBe("100 %");
  });
});

describe("formatRelative", () => {
  const nowMs = Date.parse("2026-11-23T14:00:00Z");
  test.each([
    { at: "2026-11-23T13:59:58Z", text: "just now" },
    { at: "2026-11-23T13:59:20Z", text: "40 s ago" },
    { at: "2026-11-23T13:02:10Z", text: "57 m ago" },
    { at: "2026-11-23T14:05:00Z", text: "in 5 m" },
    { at: "2026-11-21T10:00:00Z", text: "2 d 4 h ago" },
  ])("$at reads $text", ({ at, text }) => {
    expect(formatRelative(Date.parse(at), nowMs)).toBe(text);
  });
});

describe("formatInstant", () => {
  const now = new Date("2026-11-23T14:00:00Z");
  test.each([
    { at: "2026-11-23T18:05:00Z", zone: "America/New_York", text: "13:05" },
    { at: "2026-11-23T18:05:00Z", zone: "UTC", text: "18:05" },
    { at: "2026-11-20T14:30:00Z", zone: "UTC", text: "Fri 20 Nov 14:30" },
    { at: "2025-11-20T14:30:00Z", zone: "UTC", text: "Thu 20 Nov 2025 14:30" },
    { at: "2026-11-23T02:00:00Z", zone: "America/New_York", text: "Sun 22 Nov 21:00" },
  ])("$at in $zone reads $text", ({ at, zone, text }) => {
    expect(formatInstant(new Date(at), now, zone)).toBe(text);
  });
});

test.each(["UTC", "America/New_York"])(
  "a day and a clock in %s read as the platform writes them, all year round",
  (timeZone) => {
    const day = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
    });
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "medium" });
    // Every 31 hours and some, so that each hour of the day and both changes of the clocks are met.
    for (let ms = Date.UTC(2003, 0, 1); ms < Date.UTC(2028, 0, 1); ms += 111_777_000) {
      const at = new Date(ms);
      expect(formatDay(at, timeZone)).toBe(day.format(at).replace(",", ""));
      expect(formatClock(at, timeZone, true)).toBe(clock.format(at));
      expect(formatClock(at, timeZone)).toBe(clock.format(at).slice(0, 5));
    }
  },
);

test("small amounts keep their unit", () => {
  expect(formatMs(80)).toBe("80 ms");
  expect(formatMs(2_400)).toBe("2.4 s");
  expect(formatBytes(12_345)).toBe("12.3 kB");
});

test("one is one, not one of many", () => {
  expect(plural(1, "job")).toBe("1 job");
  expect(plural(1_250, "job")).toBe("1,250 jobs");
  expect(plural(2, "series", "series")).toBe("2 series");
});

test("exchange time is New York's, local is the reader's own", () => {
  expect(zoneName("exchange", "Europe/Berlin")).toBe("America/New_York");
  expect(zoneName("local", "Europe/Berlin")).toBe("Europe/Berlin");
});
