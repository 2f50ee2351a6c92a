import { expect, test } from "vitest";
import { causeWords } from "./cause-words";

test("a cause is named in words, and one that has none keeps its fingerprint", () => {
  expect(causeWords("rate_limited: * *: the vendor answered *")).toBe(
    "Refused with 429: too many requests",
  );
  expect(causeWords("something new: *")).toBe("something new: *");
});
