import { describe, expect, test } from "vitest";
import { settingRows, settingText } from "./setting-rows";

describe("settingRows", () => {
  test("durations and shares carry their unit, and keys are words", () => {
    expect(
      settingRows({
        history_seconds: { "1d": 63_072_000 },
        missing: { above_pct: 10 },
        rpo_seconds: 3600,
      }),
    ).toEqual([
      { key: "history · 1d", text: "730 d" },
      { key: "missing · above", text: "10 %" },
      { key: "RPO", text: "1 h" },
    ]);
  });

  test("a list of rules is a row each, what it is for beside what it says", () => {
    const rules = [
      {
        criticality: "critical",
        asset_class: "stock",
        policy: { kind: "session", grace_seconds: 1800 },
      },
    ];
    expect(settingRows({ rules })).toEqual([
      { key: "rules · critical stock", text: "kind session, grace 30 m" },
    ]);
  });

  test("sentences stay sentences; long lists say how much is left out", () => {
    expect(settingText("procedure", ["Wait.", "Try again."])).toBe("Wait. Try again.");
    const many = Array.from({ length: 14 }, (_, index) => index);
    expect(settingText("symbols", many)).toMatch(/^0, 1, .*, 11 and 2 more$/);
  });

  test("nothing is said as none, an instant without what only machines need", () => {
    expect(settingText("symbols", [])).toBe("none");
    expect(settingText("scope", null)).toBe("none");
    expect(settingText("timestamp", "2026-11-25T00:45:28.799Z")).toBe("2026-11-25 00:45 UTC");
  });
});
