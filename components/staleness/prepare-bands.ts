/** Places recorded states on an axis of time. Pure. */
import type { StateWords } from "@/components/ui/state-words";
import type { ResponseOf } from "@/lib/client/call";
import type { Timeframe } from "@/lib/domain/vocabulary";
import { type SeriesState, stateOf } from "./series-words";
import type { Lens } from "./staleness-filters";

export type History = Pick<ResponseOf<"freshnessHistory">, "bands" | "closed">;

export type BandSpan = SeriesState & {
  state: StateWords;
  fromMs: number;
  toMs: number;
  leftPct: number;
  widthPct: number;
  /** Goes on at the end of the window. */
  open: boolean;
};
export type Band = {
  key: string;
  symbol: string;
  timeframe: Timeframe;
  spans: BandSpan[];
  /** In order of what it was most: seconds in trouble, for the summary and the order. */
  troubleSeconds: number;
};
export type PreparedBands = {
  bands: Band[];
  closed: { key: number; leftPct: number; widthPct: number }[];
};

const TROUBLE = new Set(["bad", "lost"]);

/** Those that are in trouble now come first, then those that were longest. */
export function prepareBands(
  { bands, closed }: History,
  { fromMs, toMs, lens }: { fromMs: number; toMs: number; lens: Lens },
): PreparedBands {
  const share = (ms: number) =>
    (Math.max(0, Math.min(toMs, ms) - fromMs) / Math.max(1, toMs - fromMs)) * 100;
  const place = (startMs: number, endMs: number) => {
    const leftPct = share(startMs);
    return { leftPct, widthPct: share(endMs) - leftPct };
  };
  const placed = bands.map(({ symbol, timeframe, spans }): Band => {
    const drawn = spans.map((span): BandSpan => {
      const startMs = Date.parse(span.from);
      const endMs = span.to === null ? toMs : Date.parse(span.to);
      return {
        status: span.status,
        data_status: span.data_status,
        reason: span.reason,
        state: stateOf(span, lens),
        fromMs: startMs,
        toMs: endMs,
        open: span.to === null,
        ...place(startMs, endMs),
      };
    });
    const troubleMs = drawn
      .filter(({ state }) => TROUBLE.has(state.tone))
      .reduce((total, span) => total + (span.toMs - span.fromMs), 0);
    return {
      key: `${symbol} ${timeframe}`,
      symbol,
      timeframe,
      spans: drawn,
      troubleSeconds: troubleMs / 1_000,
    };
  });
  const inTrouble = ({ spans }: Band) => (TROUBLE.has(spans.at(-1)?.state.tone ?? "") ? 0 : 1);
  placed.sort((a, b) => inTrouble(a) - inTrouble(b) || b.troubleSeconds - a.troubleSeconds);
  return {
    bands: placed,
    closed: closed.map(({ from, to }) => {
      const startMs = Date.parse(from);
      return { key: startMs, ...place(startMs, Date.parse(to)) };
    }),
  };
}

/** How long series were in trouble, by cause, the longest first. A series counts for itself: two at once count twice. */
export function troubleByCause(
  bands: readonly Band[],
  fromMs: number,
): { reason: SeriesState["reason"]; seconds: number }[] {
  const seconds = new Map<SeriesState["reason"], number>();
  for (const span of bands.flatMap(({ spans }) => spans)) {
    if (!TROUBLE.has(span.state.tone)) continue;
    const lasted = Math.max(0, span.toMs - Math.max(fromMs, span.fromMs)) / 1_000;
    seconds.set(span.reason, (seconds.get(span.reason) ?? 0) + lasted);
  }
  return [...seconds]
    .map(([reason, total]) => ({ reason, seconds: total }))
    .sort((a, b) => b.seconds - a.seconds);
}

const HOUR_MS = 3_600_000;
const STEPS_HOURS = [1, 2, 4, 6, 12, 24, 48, 120, 240, 480];
const MOST_TICKS = 9;

/** Full steps between two instants, at most nine. `offsetMs`: the zone's distance from UTC, so that days begin at midnight there. */
export function prepareTicks(
  fromMs: number,
  toMs: number,
  offsetMs: number,
): { atMs: number; leftPct: number; withClock: boolean }[] {
  const hours = (toMs - fromMs) / HOUR_MS;
  const stepHours = STEPS_HOURS.find((step) => hours / step <= MOST_TICKS) ?? 480;
  const stepMs = stepHours * HOUR_MS;
  const ticks: { atMs: number; leftPct: number; withClock: boolean }[] = [];
  const firstMs = Math.ceil((fromMs + offsetMs) / stepMs) * stepMs - offsetMs;
  for (let atMs = firstMs; atMs < toMs; atMs += stepMs) {
    ticks.push({
      atMs,
      leftPct: ((atMs - fromMs) / (toMs - fromMs)) * 100,
      withClock: stepHours < 24,
    });
  }
  return ticks;
}
