import { describe, expect, test } from "vitest";
import { readPasted, refusalsOf } from "./prepare-new-symbols";

describe("readPasted", () => {
  test("takes spaces, commas, semicolons, tabs and lines, in any mixture", () => {
    expect(readPasted(" aapl,MSFT;\tbrk.b\n\n$TSLA 'V'").symbols).toEqual([
      "AAPL",
      "MSFT",
      "BRK.B",
      "TSLA",
      "V",
    ]);
  });

  test("names what is no symbol as it was written, and what stands there twice once", () => {
    expect(readPasted("AAPL A/B aapl AAPL -X")).toEqual({
      symbols: ["AAPL"],
      invalid: ["A/B", "-X"],
      repeated: ["AAPL"],
    });
  });

  test("nothing pasted is nothing", () => {
    expect(readPasted(" \n , ")).toEqual({ symbols: [], invalid: [], repeated: [] });
  });
});

test("a refusal names the symbol its path counts", () => {
  const fields = [
    { path: "body.symbols.1.symbol", message: "the vendor knows no stock ZZZ" },
    { path: "body.check", message: "another thing" },
  ];
  expect([...refusalsOf({ fields }, ["AAPL", "ZZZ"])]).toEqual([
    ["ZZZ", "the vendor knows no stock ZZZ"],
  ]);
});
