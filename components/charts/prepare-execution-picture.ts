/** The executions charts as shapes: what the server draws, and all there is to see until somebody comes near. Pure. */
import { formatCompact, formatDuration } from "@/lib/client/format";
import { sliceAt, timeTicks, valueTicks } from "./prepare-axis";
import type { ExecutionStats, StatsPoint } from "./prepare-execution-stats";

/** Shapes are drawn in a box of SIDE × SIDE, whose sides the browser stretches to the plot. */
export const SIDE = 1_000;

/** Half of the widest label of the time axis. */
export const SIDE_ROOM = 20;

/** Room for the labels at both sides, in px. */
export const ROOM = {
  results: { left: 28, right: SIDE_ROOM + 38 },
  duration: { left: 60, right: SIDE_ROOM },
  calls: { left: 36, right: SIDE_ROOM },
} as const;

export const RESULTS = [
  { key: "completed", colour: "var(--color-ok)" },
  { key: "partial", colour: "var(--color-warn)" },
  { key: "failed", colour: "var(--color-bad)" },
  { key: "cancelled", colour: "var(--color-idle)" },
  { key: "running", colour: "var(--color-live)" },
] as const;

export const CALLS = [
  { key: "answered", colour: "var(--color-idle)" },
  { key: "refused", colour: "var(--color-bad)" },
] as const;

/** `at`: the share of the way from the left or from the bottom. */
type Tick = { at: number; label: string };
type Shape = { path: string; colour: string };

export type PlotShapes = {
  room: { left: number; right: number };
  valueTicks: Tick[];
  pctTicks: Tick[];
  timeTicks: Tick[];
  fills: (Shape & { opacity: number })[];
  lines: (Shape & { widthPx: number })[];
  dots: Shape[];
  /** Across the whole height. */
  marks: string;
};

export type PictureInput = {
  points: readonly StatsPoint[];
  bucketSeconds: number;
  zone: string;
  marks: ExecutionStats["marks"];
  /** The stretch chosen now, in ms. */
  chosen: { fromMs: number; toMs: number } | null;
};

const round = (value: number) => Math.round(value * 10) / 10;
const highestOf = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);

/** The middle of a slice between bars; lines alone go from edge to edge. */
const middle = (index: number, count: number) => (index + 0.5) / count;
const edge = (index: number, count: number) => (count === 1 ? 0.5 : index / (count - 1));

export const resultTicks = (points: readonly StatsPoint[]) =>
  valueTicks(highestOf(points.map((point) => sum(point, RESULTS))), true);
export const callTicks = (points: readonly StatsPoint[]) =>
  valueTicks(highestOf(points.map((point) => sum(point, CALLS))), true);
export const durationTicks = (points: readonly StatsPoint[]) =>
  valueTicks(
    highestOf(points.map(({ band, medianSeconds }) => band?.[1] ?? medianSeconds ?? 0)),
    false,
  );

type Key = (typeof RESULTS)[number]["key"] | (typeof CALLS)[number]["key"];
type Stack = readonly { key: Key; colour: string }[];

function sum(point: StatsPoint, stack: Stack): number {
  return stack.reduce((total, { key }) => total + point[key], 0);
}

export function prepareResults(input: PictureInput): PlotShapes {
  const { points, marks, chosen } = input;
  const ticks = resultTicks(points);
  const success = lineOf(points, ({ successPct }) => successPct, 100, middle);
  const colour = "var(--color-ink)";
  const shade = chosen === null ? [] : [{ ...shadeOf(points, chosen), opacity: 0.16 }];
  return {
    room: ROOM.results,
    valueTicks: labelled(ticks, String),
    pctTicks: labelled([0, 50, 100], (pct) => `${pct} %`),
    timeTicks: times(input, 8, middle),
    fills: [...shade, ...bars(points, RESULTS, ticks)],
    lines: [{ path: success.line, colour, widthPx: 1.25 }],
    dots: [{ path: success.dots, colour }],
    marks: marks
      .filter(({ kind }) => kind !== "session_open")
      .map(({ at }) => sliceAt(points, Date.parse(at)))
      .filter((index) => index >= 0)
      .map((index) => `M${round(middle(index, points.length) * SIDE)} 0V${SIDE}`)
      .join(""),
  };
}

export function prepareDuration(input: PictureInput): PlotShapes {
  const { points } = input;
  const ticks = durationTicks(points);
  const median = lineOf(points, ({ medianSeconds }) => medianSeconds, top(ticks), edge);
  const colour = "var(--color-live)";
  return {
    room: ROOM.duration,
    valueTicks: labelled(ticks, (seconds) => formatDuration(Math.round(seconds))),
    pctTicks: [],
    timeTicks: times(input, 4, edge),
    fills: [{ path: bandOf(points, top(ticks)), colour, opacity: 0.22 }],
    lines: [{ path: median.line, colour, widthPx: 1.5 }],
    dots: [{ path: median.dots, colour }],
    marks: "",
  };
}

export function prepareCalls(input: PictureInput): PlotShapes {
  const { points } = input;
  const ticks = callTicks(points);
  return {
    room: ROOM.calls,
    valueTicks: labelled(ticks, formatCompact),
    pctTicks: [],
    timeTicks: times(input, 4, middle),
    fills: bars(points, CALLS, ticks),
    lines: [],
    dots: [],
    marks: "",
  };
}

const top = (ticks: readonly number[]) => ticks.at(-1) || 1;

function labelled(ticks: readonly number[], text: (value: number) => string): Tick[] {
  return ticks.map((value) => ({ at: value / top(ticks), label: text(value) }));
}

type Place = (index: number, count: number) => number;

function times({ points, bucketSeconds, zone }: PictureInput, most: number, place: Place): Tick[] {
  const labels = timeTicks(points, { bucketSeconds, zone, most });
  return points.flatMap(({ fromMs }, index) => {
    const label = labels.get(fromMs);
    return label === undefined ? [] : [{ at: place(index, points.length), label }];
  });
}

/** One shape per colour, stacked in the order given. */
function bars(points: readonly StatsPoint[], stack: Stack, ticks: readonly number[]) {
  const width = SIDE / Math.max(1, points.length);
  const scale = SIDE / top(ticks);
  return stack.map(({ key, colour }, place) => {
    const path = points
      .map((point, index) => {
        if (point[key] === 0) return "";
        const below = sum(point, stack.slice(0, place));
        const height = round(point[key] * scale);
        const x = round((index + 0.08) * width);
        return `M${x} ${round(SIDE - below * scale)}h${round(width * 0.84)}v${-height}H${x}z`;
      })
      .join("");
    return { path, colour, opacity: 1 };
  });
}

/** A slice without a value is a gap, and a value between two gaps a dot alone. */
function lineOf(
  points: readonly StatsPoint[],
  read: (point: StatsPoint) => number | null,
  highest: number,
  place: Place,
): { line: string; dots: string } {
  let line = "";
  let dots = "";
  let joined = false;
  points.forEach((point, index) => {
    const value = read(point);
    if (value !== null) {
      const at = `${round(place(index, points.length) * SIDE)} ${round(SIDE - (value / highest) * SIDE)}`;
      line += `${joined ? "L" : "M"}${at}`;
      dots += `M${at}h0`;
    }
    joined = value !== null;
  });
  return { line, dots };
}

/** From the median up to the 95th percentile, stretch by stretch. */
function bandOf(points: readonly StatsPoint[], highest: number): string {
  const corner = (index: number, seconds: number) =>
    `${round(edge(index, points.length) * SIDE)} ${round(SIDE - (seconds / highest) * SIDE)}`;
  const stretches: { lower: string[]; upper: string[] }[] = [];
  let open: { lower: string[]; upper: string[] } | null = null;
  points.forEach(({ band }, index) => {
    if (band === null) {
      open = null;
      return;
    }
    if (open === null) {
      open = { lower: [], upper: [] };
      stretches.push(open);
    }
    open.lower.unshift(corner(index, band[0]));
    open.upper.push(corner(index, band[1]));
  });
  return stretches.map(({ lower, upper }) => `M${[...upper, ...lower].join("L")}z`).join("");
}

function shadeOf(points: readonly StatsPoint[], chosen: { fromMs: number; toMs: number }): Shape {
  const width = SIDE / Math.max(1, points.length);
  const from = round(sliceAt(points, chosen.fromMs) * width);
  const to = round((sliceAt(points, chosen.toMs - 1) + 1) * width);
  return { path: `M${from} 0H${to}V${SIDE}H${from}z`, colour: "var(--color-live)" };
}
