import { describe, expect, test } from "vitest";
import { prepareRpo } from "./prepare-rpo";

describe("prepareRpo", () => {
  test("a lag equal to the target is within it", () => {
    expect(prepareRpo(900, 900)).toEqual({ actualPct: 50, targetPct: 50, over: false });
  });

  test("a lag beyond twice the target fills the scale and pushes the target back", () => {
    expect(prepareRpo(3_600, 900)).toEqual({ actualPct: 100, targetPct: 25, over: true });
  });

  test("nothing measured is nothing drawn, not zero lag", () => {
    expect(prepareRpo(null, 900)).toBeNull();
  });
});
