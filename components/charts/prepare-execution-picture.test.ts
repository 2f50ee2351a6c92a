import { describe, expect, test } from "vitest";
import {
  type PictureInput,
  prepareCalls,
  prepareDuration,
  prepareResults,
  SIDE,
} from "./prepare-execution-picture";
import type { StatsPoint } from "./prepare-execution-stats";

const FROM_MS = Date.parse("2026-11-23T05:00:00Z");
const QUARTER_MS = 900_000;

const point = (index: number, change: Partial<StatsPoint> = {}): StatsPoint => ({
  from: new Date(FROM_MS + index * QUARTER_MS).toISOString(),
  fromMs: FROM_MS + index * QUARTER_MS,
  completed: 0,
  partial: 0,
  failed: 0,
  cancelled: 0,
  running: 0,
  successPct: null,
  medianSeconds: null,
  band: null,
  answered: 0,
  refused: 0,
  ...change,
});

const input = (points: StatsPoint[], change: Partial<PictureInput> = {}): PictureInput => ({
  points,
  bucketSeconds: QUARTER_MS / 1_000,
  zone: "UTC",
  marks: [],
  chosen: null,
  ...change,
});

describe("the picture of the executions", () => {
  test("failed runs stand on completed ones", () => {
    const { fills, valueTicks } = prepareResults(input([point(0, { completed: 3, failed: 1 })]));
    expect(valueTicks.map(({ label }) => label)).toEqual(["0", "1", "2", "3", "4"]);
    const failed = fills.find(({ colour }) => colour === "var(--color-bad)");
    // From a quarter below the top, the lowest three quarters being completed, up to the top.
    expect(failed?.path).toBe("M80 250h840v-250H80z");
  });

  test("a slice in which nothing finished breaks the success line, and a value alone is a dot", () => {
    const points = [100, 50, null, 0].map((successPct, index) => point(index, { successPct }));
    const [line] = prepareResults(input(points)).lines;
    expect(line?.path).toBe("M125 0L375 500M875 1000");
    expect(prepareResults(input(points)).dots[0]?.path).toContain("M875 1000h0");
  });

  test("what is chosen is shaded from the first to the last of its slices", () => {
    const chosen = { fromMs: FROM_MS + QUARTER_MS, toMs: FROM_MS + 3 * QUARTER_MS };
    const { fills } = prepareResults(
      input(
        [0, 1, 2, 3].map((index) => point(index)),
        { chosen },
      ),
    );
    expect(fills[0]?.path).toBe(`M250 0H750V${SIDE}H250z`);
  });

  test("the band of durations ends where nothing was measured and begins anew after it", () => {
    const points = [
      point(0, { medianSeconds: 10, band: [10, 40] }),
      point(1, { medianSeconds: 20, band: [20, 40] }),
      point(2),
      point(3, { medianSeconds: 30, band: [30, 40] }),
    ];
    const { fills } = prepareDuration(input(points));
    expect(fills[0]?.path.match(/M/g)).toHaveLength(2);
  });

  test("without slices nothing is drawn, and nothing breaks", () => {
    for (const prepare of [prepareResults, prepareDuration, prepareCalls]) {
      const shapes = prepare(input([]));
      expect(shapes.fills.every(({ path }) => path === "")).toBe(true);
      expect(shapes.timeTicks).toEqual([]);
    }
  });
});
