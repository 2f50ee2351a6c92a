import { expect, test } from "vitest";
import { graceText } from "./grace-text";

test("says for each tier how long a bar may be late, and nothing when the policy does not", () => {
  const grace_seconds = { critical: 1_800, standard: 5_400, low_priority: 93_600 };
  expect(graceText({ staleness_thresholds: { grace_seconds } })).toBe(
    "Grace: critical 30 m, standard 1 h 30 m, low priority 1 d 2 h",
  );
  expect(graceText({})).toBeNull();
});
