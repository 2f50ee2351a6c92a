import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffMs, PROVIDER_RETRY_POLICY, retryDelayMs } from "./retry";

describe("retryDelayMs", () => {
  test("five attempts wait 1, 2, 4, 8 s between them, and the fifth is the last", () => {
    expect([1, 2, 3, 4, 5].map((attempt) => retryDelayMs(attempt, null))).toEqual([
      1_000,
      2_000,
      4_000,
      8_000,
      null,
    ]);
  });

  test("the doubling goes on to 16 s and beyond where more attempts are allowed, capped at 300 s", () => {
    const patient = { ...PROVIDER_RETRY_POLICY, maxAttempts: 12 };
    expect([5, 6, 9, 10, 11].map((attempt) => retryDelayMs(attempt, null, patient))).toEqual([
      16_000, 32_000, 256_000, 300_000, 300_000,
    ]);
  });

  test("what the server asks for wins, shorter or longer than ours, but not over the number of attempts", () => {
    expect(retryDelayMs(3, 0)).toBe(0);
    expect(retryDelayMs(1, 900_000)).toBe(900_000);
    expect(retryDelayMs(5, 1)).toBeNull();
  });

  test("waits never shrink and never pass the cap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), (attempt) => {
        expect(backoffMs(attempt + 1)).toBeGreaterThanOrEqual(backoffMs(attempt));
        expect(backoffMs(attempt)).toBeLessThanOrEqual(300_000);
      }),
    );
  });
});
