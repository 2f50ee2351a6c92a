import { describe, expect, test } from "vitest";
import type { LivePulse } from "@/lib/client/live-pulse";
import { gradeAsOf } from "./grade-as-of";

const nowMs = Date.parse("2026-11-23T14:02:31Z");
const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16);
const grade = (ageMs: number | null, trouble: LivePulse["trouble"] = "none", refreshMs = 15_000) =>
  gradeAsOf(
    { oldestMs: ageMs === null ? null : nowMs - ageMs, trouble, fetching: false },
    { refreshMs, nowMs, clock },
  );

describe("gradeAsOf", () => {
  test.each([
    { ageMs: 0, tone: "ok" },
    { ageMs: 29_999, tone: "ok" },
    { ageMs: 30_000, tone: "warn" },
    { ageMs: 149_999, tone: "warn" },
    { ageMs: 150_000, tone: "bad" },
  ])("data $ageMs ms old at a 15 s pace is $tone", ({ ageMs, tone }) => {
    expect(grade(ageMs).tone).toBe(tone);
  });

  test("behind is said with how far", () => {
    expect(grade(100_000).text).toBe("behind 1 m 40 s, retrying");
  });

  test("a failing question is behind even while the data is young", () => {
    expect(grade(5_000, "failing").tone).toBe("warn");
  });

  test("when nobody answers, it says since when and that the data is old", () => {
    expect(grade(271_000, "unreachable")).toEqual({
      tone: "bad",
      text: "offline since 13:58, showing last known data",
    });
  });

  test("with polling off the page is paused, not late", () => {
    expect(grade(3_600_000, "none", 0)).toEqual({ tone: "idle", text: "paused" });
  });

  test("before the first answer nothing is claimed", () => {
    expect(grade(null)).toEqual({ tone: "idle", text: "loading" });
  });
});
