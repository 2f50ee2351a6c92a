/** Staleness: counts of everything that matches, and the worst rows. */
import { z } from "zod";
import {
  BASE_TIMEFRAMES,
  DATA_STATUSES,
  FRESHNESS_STATUSES,
  REASON_CODES,
} from "@/lib/domain/vocabulary";
import {
  assetClass,
  commaList,
  criticality,
  cursor,
  day,
  instant,
  limit,
  nextCursor,
  seriesRow,
  symbolName,
  timeframe,
} from "./common";
import { defineEndpoint } from "./endpoint";

const LISTED = ["fresh", "aging", "stale", "missing"] as const;

/** Filters shared by the list, the matrix and the exports. Lists are comma-separated. */
export const seriesFilters = z.object({
  status: commaList(z.enum(LISTED)).optional(),
  data_status: commaList(z.enum(DATA_STATUSES)).optional(),
  reason: commaList(z.enum(REASON_CODES)).optional(),
  timeframe: commaList(timeframe).optional(),
  asset_class: commaList(assetClass).optional(),
  criticality: commaList(criticality).optional(),
  symbol: z.string().max(20).optional().describe("Prefix."),
  min_bars_behind: z.coerce.number().int().min(0).optional(),
  at: instant.optional().describe("The board as it was then, from the history."),
});

const stalenessSummary = z.object({
  fresh_count: z.number().int(),
  aging_count: z.number().int(),
  stale_count: z.number().int(),
  missing_count: z.number().int(),
  total_monitored: z.number().int(),
});

const coverageShare = z.object({
  symbol: symbolName,
  stream: z.enum(BASE_TIMEFRAMES),
  pct: z.number().nullable().describe("Whole sessions of those due; null: none was."),
  sessions: z
    .array(z.number().nullable())
    .describe("Share of the bars of each session that was due, oldest first; null: missing."),
  missing_days: z.array(day),
});

const seriesName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19} \w{2,3}$/, "a symbol, a space and a timeframe")
  .meta({ example: "AAPL 1d" });

export const staleness = defineEndpoint("staleness", {
  summary: "Freshness of every monitored series, measured now; counts everything, lists the worst.",
  query: seriesFilters.extend({
    series: commaList(seriesName)
      .optional()
      .describe("Exactly these, `SYMBOL timeframe`, as far as the other filters leave them."),
    order: z
      .enum(["status", "market"])
      .default("status")
      .describe("Worst first: by status, or by what is behind the market."),
    include: z
      .literal("coverage")
      .optional()
      .describe("Adds how whole the last 30 days of the listed series are."),
    limit: limit(500, 50),
    cursor,
  }),
  rows: ({ by_status }) => [
    ...by_status.missing,
    ...by_status.stale,
    ...by_status.aging,
    ...by_status.fresh,
  ],
  response: z.object({
    timestamp: instant,
    summary: stalenessSummary,
    data_summary: z.object({
      current: z.number().int(),
      behind: z.number().int(),
      not_due: z.number().int(),
      missing: z.number().int(),
    }),
    by_status: z.object({
      fresh: z.array(seriesRow),
      aging: z.array(seriesRow),
      stale: z.array(seriesRow),
      missing: z.array(seriesRow),
    }),
    coverage_30d: z
      .array(coverageShare)
      .optional()
      .describe("Per symbol listed and stream that its series are made from; of today."),
    next_cursor: nextCursor,
  }),
});

export const snoozeSeries = defineEndpoint("snoozeSeries", {
  refusals: [404, 409],
  summary:
    "Silences series whose fault is known: checks go on, alerts and the verdict leave them out; recovery ends it.",
  role: "operator",
  body: z.object({
    series: z
      .array(z.object({ symbol: symbolName, timeframe }))
      .min(1)
      .max(1000),
    until: z
      .union([instant, z.literal("next_open"), z.null()])
      .describe("At most 30 days ahead; null ends it now."),
    reason: z.string().trim().min(1).max(500),
  }),
  response: z.object({
    timestamp: instant,
    series: z.number().int(),
    snoozed_until: instant.nullable(),
  }),
});

/** One cell: [status, data_status, bars_behind, grace used 0–1 or null, reason]. Short, since there may be 40,000. */
export const matrixCell = z.tuple([
  z.enum(FRESHNESS_STATUSES),
  z.enum(DATA_STATUSES),
  z.number().int().nullable(),
  z.number().nullable(),
  z.enum(REASON_CODES),
]);

export const stalenessMatrix = defineEndpoint("stalenessMatrix", {
  summary: "Symbol × timeframe board of everything that matches, worst symbols first.",
  query: seriesFilters,
  response: z.object({
    timestamp: instant,
    summary: stalenessSummary,
    data_summary: z.object({
      current: z.number().int(),
      behind: z.number().int(),
      not_due: z.number().int(),
      missing: z.number().int(),
    }),
    timeframes: z.array(timeframe),
    rows: z.array(
      z.object({
        symbol: symbolName,
        name: z.string().nullable(),
        asset_class: assetClass,
        criticality,
        paused: z.boolean(),
        snoozed: z.array(timeframe).describe("Timeframes whose faults are known and silent."),
        cells: z
          .array(matrixCell.nullable())
          .describe("In the order of `timeframes`; null = not tracked."),
      }),
    ),
  }),
});

export const COVERAGE_STATES = [
  "complete",
  "sparse_normal",
  "confirmed_empty",
  "missing",
  "before_listing",
  "beyond_plan",
  "closed",
  "not_due",
] as const;

export const coverage = defineEndpoint("coverage", {
  summary: "Per symbol and trading day: complete, thin but normal, confirmed empty, or missing.",
  query: z.object({
    from: day,
    to: day.describe("Inclusive; at most 400 days after `from`."),
    symbol: z.string().max(20).optional().describe("Prefix."),
    criticality: commaList(criticality).optional(),
    asset_class: commaList(assetClass).optional(),
    timeframe: z.enum(["1m", "1d"]).default("1m"),
    order: z
      .enum(["symbol", "worst"])
      .default("symbol")
      .describe("`worst`: most missing days of the range first."),
    limit: limit(500, 50),
    cursor,
  }),
  response: z.object({
    timestamp: instant,
    days: z.array(
      z.object({ day, session: z.enum(["full", "half", "closed"]), note: z.string().nullable() }),
    ),
    rows: z.array(
      z.object({
        symbol: symbolName,
        asset_class: assetClass,
        criticality,
        /** In the order of `days`: [state, stored bars, expected bars or null]. */
        cells: z.array(
          z.tuple([z.enum(COVERAGE_STATES), z.number().int(), z.number().int().nullable()]),
        ),
        missing_days: z.number().int(),
      }),
    ),
    next_cursor: nextCursor,
  }),
});

export const coverageDay = defineEndpoint("coverageDay", {
  refusals: [404],
  summary: "One symbol's trading day, minute by minute.",
  params: z.object({ symbol: symbolName, day }),
  response: z.object({
    timestamp: instant,
    symbol: symbolName,
    day,
    session: z.object({ opens_at: instant, closes_at: instant }).nullable(),
    state: z.enum(COVERAGE_STATES),
    stored_bars: z.number().int(),
    missing_ranges: z.array(z.object({ from: instant, to: instant, minutes: z.number().int() })),
    asked_count: z.number().int(),
    last_asked_at: instant.nullable(),
  }),
});

export const freshnessHistory = defineEndpoint("freshnessHistory", {
  summary: "State changes of series, for timelines and time travel.",
  query: z.object({
    symbol: symbolName.optional(),
    timeframe: commaList(timeframe).optional(),
    criticality: commaList(criticality).optional(),
    from: instant,
    to: instant.optional(),
    limit: limit(5000, 1000),
  }),
  response: z.object({
    timestamp: instant,
    bands: z.array(
      z.object({
        symbol: symbolName,
        timeframe,
        spans: z.array(
          z.object({
            from: instant,
            to: instant.nullable(),
            status: z.enum(FRESHNESS_STATUSES),
            data_status: z.enum(DATA_STATUSES),
            reason: z.enum(REASON_CODES),
          }),
        ),
      }),
    ),
    closed: z
      .array(z.object({ from: instant, to: instant }))
      .describe("Hours the exchange was closed."),
    truncated: z.boolean(),
  }),
});
