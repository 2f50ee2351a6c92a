import { describe, expect, test } from "vitest";
import { prepareUpcoming, type Upcoming } from "./prepare-upcoming";

const now = Date.parse("2026-11-23T12:20:00Z");
const event = (at: string, kind: Upcoming["kind"] = "run"): Upcoming => ({
  at,
  kind,
  label: "Hourly run",
  criticality: null,
  count: null,
  href: null,
});

describe("prepareUpcoming", () => {
  test("an event in three hours stands in the middle of the axis", () => {
    const { marks } = prepareUpcoming([event("2026-11-23T15:20:00Z")], now);
    expect(marks.map(({ leftPct }) => leftPct)).toEqual([50]);
  });

  test("events a few minutes apart share one mark", () => {
    const { marks } = prepareUpcoming(
      [event("2026-11-23T14:32:00Z", "goes_stale"), event("2026-11-23T14:30:00Z")],
      now,
    );
    expect(marks).toHaveLength(1);
    expect(marks[0]?.events.map(({ kind }) => kind)).toEqual(["run", "goes_stale"]);
  });

  test("a missed run is kept apart and never placed in the future", () => {
    const axis = prepareUpcoming([event("2026-11-23T12:00:00Z", "missed_run")], now);
    expect(axis.missed).toHaveLength(1);
    expect(axis.marks).toEqual([]);
  });

  test("what lies beyond six hours is left out", () => {
    expect(prepareUpcoming([event("2026-11-23T18:21:00Z")], now).marks).toEqual([]);
  });

  test("every full hour on the axis has a label", () => {
    const { hours } = prepareUpcoming([], now);
    expect(hours.map(({ at }) => at.slice(11, 16))).toEqual([
      "13:00",
      "14:00",
      "15:00",
      "16:00",
      "17:00",
      "18:00",
    ]);
  });
});
