import { describe, expect, test } from "vitest";
import type { ProviderFailure } from "./provider";
import { decideRetry } from "./retry-decision";

const policy = { maxAttempts: 5, baseDelayMs: 1_000, maxDelayMs: 300_000 };
const busy: ProviderFailure = { kind: "rate_limited", retryAfterMs: null };
const down: ProviderFailure = {
  kind: "unavailable",
  reason: "http_status",
  status: 502,
  retryAfterMs: null,
};

describe("decideRetry", () => {
  test.each([
    { attempt: 1, delayMs: 1_000 },
    { attempt: 2, delayMs: 2_000 },
    { attempt: 3, delayMs: 4_000 },
    { attempt: 4, delayMs: 8_000 },
  ])(
    "after attempt $attempt a busy or broken vendor is asked again in $delayMs ms",
    ({ attempt, delayMs }) => {
      expect(decideRetry(busy, attempt, policy)).toEqual({ action: "retry", delayMs });
      expect(decideRetry(down, attempt, policy)).toEqual({ action: "retry", delayMs });
    },
  );

  test("the fifth attempt is the last", () => {
    expect(decideRetry(busy, 5, policy)).toEqual({ action: "give_up" });
  });

  test("waits stop growing at the cap", () => {
    expect(decideRetry(down, 12, { ...policy, maxAttempts: 20 })).toEqual({
      action: "retry",
      delayMs: 300_000,
    });
  });

  test("the vendor's Retry-After wins over the policy", () => {
    expect(decideRetry({ kind: "rate_limited", retryAfterMs: 42_000 }, 1, policy)).toEqual({
      action: "retry",
      delayMs: 42_000,
    });
  });

  test.each<ProviderFailure>([
    { kind: "not_yet_available" },
    { kind: "entitlement", scope: "endpoint" },
    { kind: "auth" },
    { kind: "bad_request" },
    { kind: "unknown_symbol" },
    { kind: "malformed", page: 1, field: "c", bar: 3 },
  ])("$kind is given up at once: asking again changes nothing", (failure) => {
    expect(decideRetry(failure, 1, policy)).toEqual({ action: "give_up" });
  });
});
