import { expect, test } from "vitest";
import { gradeUse } from "./session-limits";

const now = new Date("2026-11-20T16:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test.each([
  [0, "noted"],
  [299, "noted"],
  [300, "note"],
  [86_399, "note"],
  [86_400, "idle"],
  [-60, "noted"],
])("a session last used %d seconds ago is %s", (seconds, use) => {
  expect(gradeUse(ago(seconds), now)).toBe(use);
});
