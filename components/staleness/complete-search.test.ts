import { describe, expect, test } from "vitest";
import { completeSearch } from "./complete-search";

const labels = (text: string, caret = text.length) =>
  completeSearch(text, caret, ["AAPL", "AMD", "MSFT"]).map(({ label }) => label);

describe("completion of the search", () => {
  test("an empty field offers every qualifier", () => {
    expect(labels("")).toEqual([
      "is:",
      "status:",
      "tier:",
      "class:",
      "tf:",
      "symbol:",
      "reason:",
      "behind:",
    ]);
  });

  test("after the colon come the qualifier's values that begin so", () => {
    expect(labels("tier:")).toEqual(["critical", "standard", "low_priority"]);
    expect(labels("tf:1")).toEqual(["1m", "15m", "1h", "1d", "1w"]);
    expect(labels("symbol:a")).toEqual(["AAPL", "AMD"]);
  });

  test("a list goes on behind its comma and does not offer a value twice", () => {
    expect(labels("tf:1d,1")).toEqual(["1m", "15m", "1h", "1w"]);
  });

  test("a bare word can be a qualifier or a symbol", () => {
    expect(labels("m")).toEqual(["MSFT"]);
    expect(labels("s")).toEqual(["status:", "symbol:"]);
  });

  test("an unknown qualifier has nothing to offer", () => {
    expect(labels("colour:")).toEqual([]);
  });

  test("taking one replaces only the word under the caret and leaves the caret behind it", () => {
    const text = "tier:cri tf:1d";
    const taken = completeSearch(text, 8, [])[0];
    expect(taken).toMatchObject({ text: "tier:critical tf:1d", caret: 14 });
  });

  test("a taken qualifier waits for its value", () => {
    expect(completeSearch("tf:1d re", 8, [])[0]).toMatchObject({
      text: "tf:1d reason:",
      caret: 13,
    });
  });
});
