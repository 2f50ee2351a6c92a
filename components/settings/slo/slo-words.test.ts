import { describe, expect, test } from "vitest";
import { failureWords, rpoState, rtoState } from "./slo-words";

describe("rpoState", () => {
  test.each([
    { budget_left_pct: null, burn_1h: null, word: "Not measured yet" },
    { budget_left_pct: 0, burn_1h: 0, word: "Broken" },
    { budget_left_pct: 80, burn_1h: 14, word: "Burning fast" },
    { budget_left_pct: 80, burn_1h: 13.9, word: "Kept" },
    { budget_left_pct: 100, burn_1h: null, word: "Kept" },
  ])("$budget_left_pct % left at $burn_1h × is $word", ({ word, ...row }) => {
    expect(rpoState(row).word).toBe(word);
  });
});

test("a fault that never occurred proves nothing, one late recovery breaks the promise", () => {
  expect(rtoState({ measured: 0, open: 0, breaches: 0 }).word).toBe("Never occurred");
  expect(rtoState({ measured: 9, open: 0, breaches: 1 }).word).toBe("Broken");
  expect(rtoState({ measured: 9, open: 1, breaches: 0 }).word).toBe("Under way");
  expect(rtoState({ measured: 9, open: 0, breaches: 0 }).word).toBe("Kept");
});

test("failure types are told in words", () => {
  expect(failureWords("api_rate_limit")).toBe("API rate limit");
  expect(failureWords("scheduler_crash")).toBe("Scheduler crash");
});
