import { expect, test } from "vitest";
import { flattenSettings, settingText } from "./flatten-settings";

test("nested settings become one line each, named by their path", () => {
  expect(flattenSettings({ retry: { attempts: 5, waits: [1, 2] }, pacing: "throttled" })).toEqual([
    { key: "retry.attempts", text: "5" },
    { key: "retry.waits", text: "1, 2" },
    { key: "pacing", text: "throttled" },
  ]);
});

test("a long list is cut and says how much is left out", () => {
  const symbols = Array.from({ length: 15 }, (_, index) => `S${index}`);
  expect(settingText(symbols)).toMatch(/S11 and 3 more$/);
});

test("nothing is said in a word, not left blank", () => {
  expect(settingText(null)).toBe("none");
  expect(settingText([])).toBe("none");
});
