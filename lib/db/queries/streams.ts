/** Progress of the fetched streams (symbol × 1m or 1d): what is stored, what is still to fetch, what to roll up. */
import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { LONGEST_PAUSE_MS } from "@/lib/domain/gaps";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import { type MsRange, multirangeOf, rangesOf, readRanges } from "./multirange";
import { atMs, dateOf, msOf, rowOf, rowsOf } from "./run";

export type StreamKey = { symbol: string; timeframe: BaseTimeframe };

export type Stream = StreamKey & {
  storedFrom: Date | null;
  /** Open time of the newest stored final bar. */
  storedThrough: Date | null;
  answeredThrough: Date | null;
  /** Earliest bar of the vendor's plan: what lies before it is no gap. */
  planEarliest: Date | null;
  fetchExecutionId: string | null;
  fetchRemaining: MsRange[];
  rollupDirty: MsRange[];
};

type StreamRow = {
  symbol: string;
  timeframe: BaseTimeframe;
  stored_from: number | null;
  stored_through: number | null;
  answered_through: number | null;
  plan_earliest: number | null;
  fetch_execution_id: string | null;
  remaining: [number, number][];
  dirty: [number, number][];
};

export async function selectStream(db: Db, key: StreamKey): Promise<Stream | null> {
  const row = await rowOf<StreamRow>(
    db,
    selectFrom(sql`where symbol = ${key.symbol} and timeframe = ${key.timeframe}`),
  );
  return row ? readStream(row) : null;
}

/** Both streams of a symbol, as far as they were ever asked for. */
export async function selectSymbolStreams(
  db: Db,
  symbol: string,
): Promise<Map<BaseTimeframe, Stream>> {
  const rows = await rowsOf<StreamRow>(db, selectFrom(sql`where symbol = ${symbol}`));
  return new Map(rows.map((row) => [row.timeframe, readStream(row)]));
}

/** Every stream, by symbol: what a plan is made from. */
export async function selectStreams(db: Db): Promise<Stream[]> {
  const rows = await rowsOf<StreamRow>(db, selectFrom(sql`order by symbol, timeframe`));
  return rows.map(readStream);
}

function selectFrom(tail: SQL): SQL {
  return sql`select symbol, timeframe, ${msOf("stored_from")} as stored_from, ${msOf("stored_through")} as stored_through,
    ${msOf("answered_through")} as answered_through, ${msOf("plan_earliest")} as plan_earliest, fetch_execution_id,
    ${rangesOf("fetch_remaining")} as remaining, ${rangesOf("rollup_dirty")} as dirty from base_streams ${tail}`;
}

function readStream(row: StreamRow): Stream {
  return {
    symbol: row.symbol,
    timeframe: row.timeframe,
    storedFrom: dateOf(row.stored_from),
    storedThrough: dateOf(row.stored_through),
    answeredThrough: dateOf(row.answered_through),
    planEarliest: dateOf(row.plan_earliest),
    fetchExecutionId: row.fetch_execution_id,
    fetchRemaining: readRanges(row.remaining),
    rollupDirty: readRanges(row.dirty),
  };
}

/** Writes down what an execution is going to fetch, beside what an earlier one may have left undone. */
export async function openFetch(
  db: Db,
  input: StreamKey & { executionId: string | null; ranges: readonly MsRange[]; now: Date },
): Promise<void> {
  const ranges = multirangeOf(input.ranges);
  await db.execute(sql`
    insert into base_streams (symbol, timeframe, fetch_execution_id, fetch_remaining, asked_from, last_requested_at)
    values (${input.symbol}, ${input.timeframe}, ${input.executionId}, ${ranges}, lower(${ranges}), ${atMs(input.now.getTime())})
    on conflict (symbol, timeframe) do update set fetch_execution_id = excluded.fetch_execution_id,
      asked_from = least(base_streams.asked_from, excluded.asked_from),
      fetch_remaining = base_streams.fetch_remaining + excluded.fetch_remaining, last_requested_at = excluded.last_requested_at, updated_at = now()`);
}

/** A page was stored: what it answered need not be fetched again, and what it wrote is to be rolled up. */
export async function updateStreamStored(
  db: Db,
  input: StreamKey & {
    answered: MsRange;
    written: readonly MsRange[];
    firstMs: number | null;
    lastMs: number | null;
    /** The range was answered to its end, with everything up to here; null: more pages follow. */
    answeredThroughMs: number | null;
    /** Where the vendor began when it silently clipped the head of the range. */
    clippedHeadMs: number | null;
    now: Date;
  },
): Promise<void> {
  const at = (ms: number | null) => sql`to_timestamp(${ms}::float8 / 1000)`;
  const first = sql`least(stored_from, ${at(input.firstMs)})`;
  await db.execute(sql`
    update base_streams set fetch_remaining = fetch_remaining - ${multirangeOf([input.answered])},
      rollup_dirty = rollup_dirty + ${multirangeOf(input.written)},
      stored_from = ${first}, stored_through = greatest(stored_through, ${at(input.lastMs)}),
      answered_through = greatest(answered_through, ${at(input.answeredThroughMs)}),
      plan_earliest = ${planEarliest(first, input)},
      last_received_at = ${atMs(input.now.getTime())}, updated_at = now()
    where symbol = ${input.symbol} and timeframe = ${input.timeframe}`);
}

/**
 * The first bar there is, when the vendor was asked for earlier ones, has answered everything before it, and began longer
 * after the start than any market pauses. A chunk in the middle of the history that begins late says nothing.
 */
function planEarliest(
  first: SQL,
  { answered, clippedHeadMs }: { answered: MsRange; clippedHeadMs: number | null },
): SQL {
  const clipped = sql`to_timestamp(${clippedHeadMs}::float8 / 1000)`;
  return sql`case when ${clipped} <= ${first} then ${clipped}
    when asked_from + ${LONGEST_PAUSE_MS / 1000} * interval '1 second' < ${first}
      and not (fetch_remaining - ${multirangeOf([answered])}) && tstzrange(asked_from, ${first}) then ${first}
    when plan_earliest > ${first} then ${first} else plan_earliest end`;
}

/** The vendor answered `[…, answered.toMs)` to its end: that part is no longer to be fetched. */
export async function updateStreamAnswered(
  db: Db,
  input: StreamKey & { answered: MsRange },
): Promise<void> {
  await db.execute(sql`
    update base_streams set fetch_remaining = fetch_remaining - ${multirangeOf([input.answered])},
      answered_through = greatest(answered_through, ${atMs(input.answered.toMs)}), updated_at = now()
    where symbol = ${input.symbol} and timeframe = ${input.timeframe}`);
}

/** Rolled up: taken off what is dirty. */
export async function updateStreamRolledUp(
  db: Db,
  input: StreamKey & { done: readonly MsRange[] },
): Promise<void> {
  await db.execute(sql`
    update base_streams set rollup_dirty = rollup_dirty - ${multirangeOf(input.done)}
    where symbol = ${input.symbol} and timeframe = ${input.timeframe}`);
}
