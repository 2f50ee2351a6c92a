import { describe, expect, test } from "vitest";
import { prepareSpark } from "./prepare-spark";

describe("prepareSpark", () => {
  test("a missing hour breaks the line and is never drawn as zero", () => {
    const { paths, holes } = prepareSpark([1, 2, null, 3, 4], 100, 20);
    expect(holes).toEqual([50]);
    expect(paths).toEqual(["M0 15L25 10", "M75 5L100 0"]);
  });

  test("a lone measurement between two gaps is a dot", () => {
    const { paths, dots } = prepareSpark([null, 5, null], 100, 20);
    expect(paths).toEqual([]);
    expect(dots).toEqual([{ x: 50, y: 0 }]);
  });

  test("without any measurement there are holes and nothing else", () => {
    expect(prepareSpark([null, null], 100, 20)).toEqual({
      paths: [],
      dots: [],
      holes: [0, 100],
    });
  });

  test("equal values, zero included, stay inside the box", () => {
    const { dots } = prepareSpark([0, 0, 0], 100, 20);
    expect(dots).toEqual([{ x: 100, y: 20 }]);
  });

  test("a given top fixes the scale: a tenth of it stays low, however flat the line", () => {
    const { dots } = prepareSpark([0.1, 0.1], 100, 20, 1);
    expect(dots).toEqual([{ x: 100, y: 18 }]);
  });
});
