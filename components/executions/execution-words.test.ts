import { describe, expect, test } from "vitest";
import { againstUsual, holdNewRows, usualSeconds } from "./execution-words";
import { executionRow } from "./testing/rows";

describe("usualSeconds", () => {
  const rows = [60, 70, 80, 90, 100].map((duration_seconds) => executionRow({ duration_seconds }));

  test("is the median of five or more finished runs of the same kind", () => {
    expect(usualSeconds(executionRow(), rows)).toBe(80);
  });

  test("with fewer runs nothing is called usual", () => {
    expect(usualSeconds(executionRow(), rows.slice(1))).toBeNull();
  });

  test("runs of another trigger or size do not count", () => {
    expect(usualSeconds(executionRow({ trigger: "rerun" }), rows)).toBeNull();
    expect(usualSeconds(executionRow({ total_jobs: 3 }), rows)).toBeNull();
  });
});

describe("againstUsual", () => {
  test.each([
    { seconds: 138, text: "+38 %" },
    { seconds: 50, text: "−50 %" },
    { seconds: 105, text: null },
  ])("$seconds s against 100 s reads $text", ({ seconds, text }) => {
    expect(againstUsual(seconds, 100)).toBe(text);
  });

  test("a running execution is not compared", () => {
    expect(againstUsual(null, 100)).toBeNull();
  });
});

describe("holdNewRows", () => {
  test("rows newer than what is being read wait and are counted", () => {
    const old = executionRow({ started_at: "2026-11-23T12:00:00.000Z" });
    const fresh = executionRow({ started_at: "2026-11-23T12:15:00.000Z" });
    expect(holdNewRows([fresh, old], old.started_at)).toEqual({ shown: [old], waiting: 1 });
  });
});
