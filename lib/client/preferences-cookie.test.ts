import { describe, expect, test } from "vitest";
import { DEFAULT_PREFERENCES, parsePreferences, preferencesText } from "./preferences-cookie";

describe("the preferences cookie", () => {
  test("comes back as it was stored", () => {
    const chosen = {
      theme: "dark" as const,
      zone: "local" as const,
      localZone: "Europe/Berlin",
      refreshMs: 60_000 as number,
    };
    expect(parsePreferences(preferencesText(chosen))).toEqual(chosen);
  });

  test("polling switched off stays off", () => {
    expect(parsePreferences("refresh=0").refreshMs).toBe(0);
  });

  test.each([
    { text: undefined },
    { text: "theme=purple&zone=mars&local=Not/AZone&refresh=1" },
    { text: "%%%" },
  ])("what nobody can choose ($text) falls back to the preset", ({ text }) => {
    expect(parsePreferences(text)).toEqual(DEFAULT_PREFERENCES);
  });
});
