import { expect, test } from "vitest";
import { type Retention, retentionMistake, retentionOf, textsOf } from "./prepare-retention";

const KEPT: Retention = {
  bars: null,
  provider_requests: 90,
  execution_log_lines: 180,
  freshness_history: 400,
  notification_deliveries: 90,
  idempotency_keys: 2,
  scheduler_heartbeats: 30,
};

test("what is in force comes back from the form as it was, for ever included", () => {
  expect(retentionOf(textsOf(KEPT))).toEqual(KEPT);
});

test.each([
  ["bars", "29"],
  ["bars", "0"],
  ["provider_requests", "1.5"],
  ["provider_requests", "-1"],
  ["provider_requests", "a week"],
  ["provider_requests", "40000"],
] as const)("%s kept %s days is refused, and nothing of the form is taken", (key, text) => {
  expect(retentionMistake(key, text)).not.toBeNull();
  expect(retentionOf({ ...textsOf(KEPT), [key]: text })).toBeNull();
});
