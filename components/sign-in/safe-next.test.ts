import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

test.each([
  [null, "/"],
  ["", "/"],
  ["/staleness?status=stale", "/staleness?status=stale"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["javascript:alert(1)", "/"],
])("%j leads to %s", (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});
