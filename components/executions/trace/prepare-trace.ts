/** Chooses the waterfall of an execution: one bar per job, split by what the time went into. Decides everything; draws nothing. */
import type { ResponseOf } from "@/lib/client/call";

export type Job = ResponseOf<"execution">["jobs"][number];

export const PHASES = ["queued", "wait", "backoff", "fetch", "insert", "compute", "other"] as const;
export type Phase = (typeof PHASES)[number];

export type TraceSegment = { phase: Phase; fromMs: number; toMs: number };

export type TraceBar = {
  key: string;
  job: Job;
  /** From being queued to the end, or to now while it runs. */
  fromMs: number;
  toMs: number;
  segments: TraceSegment[];
  /** Much slower than the other jobs of its timeframe. */
  slow: boolean;
  /** On the chain of jobs that decided when the execution ended. */
  critical: boolean;
};

export type Trace = { fromMs: number; toMs: number; bars: TraceBar[] };

const SLOW_FACTOR = 3;
const SLOW_FROM_SECONDS = 2;
/** A job that starts this soon after another ended is taken to have waited for it. */
const HANDOVER_MS = 1_500;

/** @param startedMs start of the execution; bars are in the order in which jobs started, waiting ones last */
export function prepareTrace(jobs: readonly Job[], startedMs: number, nowMs: number): Trace {
  const critical = criticalChain(jobs);
  const medians = medianByTimeframe(jobs);
  const bars = [...jobs].sort(byStart).map((job): TraceBar => {
    const fromMs = Date.parse(job.queued_at);
    const toMs = job.completed_at === null ? nowMs : Date.parse(job.completed_at);
    return {
      key: `${job.symbol} ${job.timeframe}`,
      job,
      fromMs,
      toMs: Math.max(fromMs, toMs),
      segments: segmentsOf(job, nowMs),
      slow: isSlow(job, medians.get(job.timeframe)),
      critical: critical.has(job.id),
    };
  });
  const fromMs = Math.min(startedMs, ...bars.map((bar) => bar.fromMs));
  const toMs = Math.max(fromMs + 1, ...bars.map((bar) => bar.toMs));
  return { fromMs, toMs, bars };
}

function byStart(a: Job, b: Job): number {
  const start = (job: Job) =>
    job.started_at === null ? Number.MAX_SAFE_INTEGER : Date.parse(job.started_at);
  return start(a) - start(b) || a.id - b.id;
}

/** Jobs of one symbol share their vendor calls, so the parts may add up to more than the job lasted: they are scaled to fit. */
export function segmentsOf(job: Job, nowMs: number): TraceSegment[] {
  const queuedMs = Date.parse(job.queued_at);
  if (job.started_at === null) {
    const endMs = job.completed_at === null ? nowMs : Date.parse(job.completed_at);
    return positive([{ phase: "queued", fromMs: queuedMs, toMs: endMs }]);
  }
  const startedMs = Date.parse(job.started_at);
  const endMs = Math.max(
    startedMs,
    job.completed_at === null ? nowMs : Date.parse(job.completed_at),
  );
  const parts: [Phase, number][] = [
    ["wait", job.wait_ms],
    ["backoff", job.backoff_ms],
    ["fetch", job.fetch_ms],
    ["insert", job.insert_ms],
    ["compute", job.compute_ms],
  ];
  const sumMs = parts.reduce((sum, [, ms]) => sum + ms, 0);
  const scale = sumMs > endMs - startedMs ? (endMs - startedMs) / sumMs : 1;
  const segments: TraceSegment[] = [{ phase: "queued", fromMs: queuedMs, toMs: startedMs }];
  let atMs = startedMs;
  for (const [phase, ms] of parts) {
    segments.push({ phase, fromMs: atMs, toMs: atMs + ms * scale });
    atMs += ms * scale;
  }
  segments.push({ phase: "other", fromMs: atMs, toMs: endMs });
  return positive(segments);
}

const positive = (segments: TraceSegment[]) =>
  segments.filter(({ fromMs, toMs }) => toMs - fromMs >= 1);

function medianByTimeframe(jobs: readonly Job[]): Map<string, number> {
  const durations = Map.groupBy(
    jobs.filter(({ duration_seconds: seconds }) => seconds !== null),
    ({ timeframe }) => timeframe,
  );
  return new Map(
    [...durations].map(([timeframe, group]) => {
      const sorted = group.map((job) => job.duration_seconds ?? 0).sort((a, b) => a - b);
      return [timeframe, sorted[Math.floor(sorted.length / 2)] ?? 0];
    }),
  );
}

function isSlow(job: Job, median: number | undefined): boolean {
  if (job.duration_seconds === null || median === undefined) return false;
  return job.duration_seconds >= SLOW_FROM_SECONDS && job.duration_seconds > median * SLOW_FACTOR;
}

/** From the job that ended last, back to the one that ended right before it started, and so on. */
function criticalChain(jobs: readonly Job[]): Set<number> {
  const ended = jobs
    .filter((job) => job.started_at !== null && job.completed_at !== null)
    .sort((a, b) => Date.parse(b.completed_at ?? "") - Date.parse(a.completed_at ?? ""));
  const chain = new Set<number>();
  let current = ended[0];
  while (current) {
    chain.add(current.id);
    const startedMs = Date.parse(current.started_at ?? "");
    current = ended.find((job) => {
      const gapMs = startedMs - Date.parse(job.completed_at ?? "");
      return !chain.has(job.id) && gapMs >= 0 && gapMs <= HANDOVER_MS;
    });
  }
  return chain;
}

export type TraceWindow = { fromMs: number; toMs: number };

const SMALLEST_MS = 50;

/** Zooms around the middle (`factor` < 1 = closer), never beyond the whole. */
function zoomWindow(window: TraceWindow, whole: TraceWindow, factor: number): TraceWindow {
  const middle = (window.fromMs + window.toMs) / 2;
  const half = Math.max(SMALLEST_MS, (window.toMs - window.fromMs) * factor) / 2;
  return clamp({ fromMs: middle - half, toMs: middle + half }, whole);
}

/** Moves by a share of the window's own width. */
function panWindow(window: TraceWindow, whole: TraceWindow, share: number): TraceWindow {
  const byMs = (window.toMs - window.fromMs) * share;
  return clamp({ fromMs: window.fromMs + byMs, toMs: window.toMs + byMs }, whole);
}

function clamp(window: TraceWindow, whole: TraceWindow): TraceWindow {
  const widthMs = Math.min(window.toMs - window.fromMs, whole.toMs - whole.fromMs);
  const fromMs = Math.min(Math.max(window.fromMs, whole.fromMs), whole.toMs - widthMs);
  return { fromMs, toMs: fromMs + widthMs };
}

const PAN_SHARE = 0.25;
const ZOOM = 0.6;

/** Where a key leads: arrows move, + and - zoom, 0 shows the whole; null for any other key. */
export function steerWindow(
  key: string,
  window: TraceWindow,
  whole: TraceWindow,
): TraceWindow | null {
  switch (key) {
    case "ArrowLeft":
      return panWindow(window, whole, -PAN_SHARE);
    case "ArrowRight":
      return panWindow(window, whole, PAN_SHARE);
    case "+":
    case "=":
      return zoomWindow(window, whole, ZOOM);
    case "-":
      return zoomWindow(window, whole, 1 / ZOOM);
    case "0":
      return { fromMs: whole.fromMs, toMs: whole.toMs };
    default:
      return null;
  }
}
