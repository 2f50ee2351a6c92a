/** The stored data itself: bars and features. */
import { z } from "zod";
import { cursor, day, instant, limit, nextCursor, symbolName, timeframe } from "./common";
import { defineEndpoint } from "./endpoint";

const bySymbol = z.object({ symbol: symbolName });
const range = z.object({
  timeframe: timeframe.default("1d"),
  start: z.union([instant, day]).optional().describe("Inclusive."),
  end: z.union([instant, day]).optional().describe("Exclusive; a date means its start, UTC."),
  limit: limit(10_000, 500),
  cursor,
});

export const historical = defineEndpoint("historical", {
  refusals: [404],
  summary: "Stored bars; newest `limit` of the range, in ascending order.",
  params: bySymbol,
  query: range.extend({ adjusted: z.enum(["true", "false"]).default("true") }),
  rows: ({ bars }) => bars,
  reuseSeconds: null,
  response: z.object({
    timestamp: instant,
    symbol: symbolName,
    timeframe,
    adjusted: z.boolean(),
    count: z.number().int(),
    bars: z.array(
      z.object({
        t: instant.describe("Start of the bar."),
        open: z.number(),
        high: z.number(),
        low: z.number(),
        close: z.number(),
        volume: z.number(),
        suspect: z.boolean().optional(),
      }),
    ),
    next_cursor: nextCursor,
  }),
});

const optionalNumber = z.number().nullable();
const optionalCount = z.number().int().min(0).max(5).nullable();
const optionalLabel = z.string().nullable();

export const quantFeatures = defineEndpoint("quantFeatures", {
  refusals: [404],
  summary: "Stored features, newest first; null while warming up.",
  params: bySymbol,
  query: range,
  rows: ({ features }) => features,
  reuseSeconds: null,
  response: z.object({
    timestamp: instant,
    symbol: symbolName,
    timeframe,
    count: z.number().int(),
    features: z.array(
      z.object({
        t: instant,
        return_1h: optionalNumber,
        return_1d: optionalNumber,
        log_return: optionalNumber,
        volatility_20: optionalNumber,
        volatility_50: optionalNumber,
        atr: optionalNumber,
        rolling_volume_20: optionalNumber,
        volume_ratio: optionalNumber,
        hh: optionalCount,
        hl: optionalCount,
        lh: optionalCount,
        ll: optionalCount,
        trend_direction: optionalLabel,
        structure_label: optionalLabel,
        volatility_regime: optionalLabel,
        trend_regime: optionalLabel,
        compression_regime: optionalLabel,
      }),
    ),
    next_cursor: nextCursor,
  }),
});
