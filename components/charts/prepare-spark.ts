/** Chooses the lines of a spark: one path per unbroken stretch, since a gap is a gap and never a zero. */

export type SparkShape = {
  /** SVG path data in a box of `width` × `height`. */
  paths: string[];
  /** Single measured points between two gaps, and the newest point. */
  dots: { x: number; y: number }[];
  /** Where nothing was measured. */
  holes: number[];
};

/**
 * @param values oldest first; null = not measured. The scale starts at 0 unless a value is below.
 * @param top the scale ends there; without it, at the highest value
 */
export function prepareSpark(
  values: readonly (number | null)[],
  width: number,
  height: number,
  top?: number,
): SparkShape {
  const place = (index: number) =>
    round(values.length === 1 ? width / 2 : (index / (values.length - 1)) * width);
  const holes = values.flatMap((value, index) => (value === null ? place(index) : []));
  const measured = values.filter((value) => value !== null);
  if (measured.length === 0) return { paths: [], dots: [], holes };
  const low = Math.min(0, ...measured);
  const high = Math.max(...(top === undefined ? measured : [top]), low + Number.EPSILON);
  const point = (value: number, index: number) => ({
    x: place(index),
    y: round(height - ((value - low) / (high - low || 1)) * height),
  });
  const runs = splitRuns(values, point);
  return {
    paths: runs.filter((run) => run.length > 1).map(pathOf),
    dots: runs.flatMap((run, index) =>
      run.length === 1 || index === runs.length - 1 ? run.slice(-1) : [],
    ),
    holes,
  };
}

type Point = { x: number; y: number };

function splitRuns(
  values: readonly (number | null)[],
  point: (value: number, index: number) => Point,
): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  values.forEach((value, index) => {
    if (value === null) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else run.push(point(value, index));
  });
  if (run.length > 0) runs.push(run);
  return runs;
}

function pathOf(run: readonly Point[]): string {
  return run.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
}

const round = (value: number) => Math.round(value * 10) / 10;
