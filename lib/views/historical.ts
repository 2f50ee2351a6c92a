/** Stored bars of a symbol: the newest of the range, oldest first, split-adjusted on read. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import {
  type SeriesRange,
  type StoredBar,
  type SymbolBasics,
  selectNewestBars,
  selectSymbolBasics,
} from "@/lib/db/queries/read/bars";
import { adjustForSplits } from "@/lib/domain/adjust-splits";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { dayText } from "@/lib/domain/calendar-days";
import { localDay } from "@/lib/domain/timeframe-windows";
import { decodeCursor } from "./cursor";
import type { ViewDeps } from "./deps";
import { unknownSymbol } from "./not-found";
import { cutPage } from "./page";

type Endpoint = typeof ENDPOINTS.historical;
type Query = z.output<Endpoint["query"]>;
type Response = z.output<Endpoint["response"]>;

const KIND = "bars";

export async function viewHistorical(
  { db, now, exchange }: Pick<ViewDeps, "db" | "now" | "exchange">,
  input: z.output<Endpoint["params"]> & Query,
): Promise<Response> {
  const { symbol, timeframe, limit } = input;
  const [basics, newest] = await Promise.all([
    selectSymbolBasics(db, symbol),
    selectNewestBars(db, toSeriesRange(KIND, input)),
  ]);
  if (!basics) throw unknownSymbol(symbol);
  const page = cutPage(newest, limit, { kind: KIND, keysOf: ({ t }) => [t] });
  const isAdjusted = input.adjusted === "true";
  const bars = page.rows.toReversed();
  const shown = isAdjusted ? adjust(exchange, { basics, bars, now }) : bars;
  return {
    timestamp: now.toISOString(),
    symbol,
    timeframe,
    adjusted: isAdjusted,
    count: shown.length,
    bars: shown.map(toWireBar),
    next_cursor: page.nextCursor,
  };
}

const barKeys = z.tuple([z.number().int().min(-8.64e14).max(8.64e14)]);

/** The asked range with one row more than shown; a cursor moves its end to the oldest bar already given. */
export function toSeriesRange(
  kind: string,
  input: Pick<Query, "timeframe" | "start" | "end" | "limit" | "cursor"> & { symbol: string },
): SeriesRange {
  const before = decodeCursor(kind, barKeys, input.cursor);
  const endMs = input.end === undefined ? null : Date.parse(input.end);
  return {
    symbol: input.symbol,
    timeframe: input.timeframe,
    fromMs: input.start === undefined ? null : Date.parse(input.start),
    toMs: before ? before[0] : endMs,
    limit: input.limit + 1,
  };
}

/** A split that is announced for a later day changes nothing yet. */
function adjust(
  exchange: Calendar,
  { basics, bars, now }: { basics: SymbolBasics; bars: readonly StoredBar[]; now: Date },
): StoredBar[] {
  if (basics.splits.length === 0) return [...bars];
  const calendar = calendarFor(exchange, basics.assetClass);
  const today = dayText(localDay(calendar, now.getTime()));
  const adjusted = adjustForSplits(calendar, bars, basics.splits, today);
  return adjusted.map((bar, index) => ({ ...bar, flags: bars[index]?.flags ?? 0 }));
}

function toWireBar({
  t,
  flags,
  open,
  high,
  low,
  close,
  volume,
}: StoredBar): Response["bars"][number] {
  const bar = { t: new Date(t).toISOString(), open, high, low, close, volume };
  return (flags & 1) === 0 ? bar : { ...bar, suspect: true };
}
