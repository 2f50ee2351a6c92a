/** Storing a million bars: known to be new, compared first, equal already; against COPY of the same rows. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Db, Sql } from "@/lib/db/connect";
import { upsertBars } from "@/lib/db/queries/candles-write";
import { ensureCandlePartitions } from "@/lib/db/queries/partitions";
import type { SeriesState } from "@/lib/db/queries/series";
import type { Bar } from "@/lib/domain/bar";
import { writeBars } from "@/lib/pipeline/write-bars";
import { makeBars } from "./made-up-bars";
import { type Measured, round } from "./measured";

const SERIES = 4;
const ROUNDS = 3;
/** Rows of one statement, as pages are stored (`batch_size` of the policy bounds it from above). */
const BATCH = 10_000;
const EMPTY_SERIES: Omit<SeriesState, "id"> = {
  timeframe: "1m",
  barCount: 0,
  firstOpenedAt: null,
  lastOpenedAt: null,
  dirtyFrom: null,
  featuresThrough: null,
};
const NONE: ReadonlySet<number> = new Set();

type Pools = { db: Db; sql: Sql };

export async function measureIngest({ db, sql }: Pools, count: number): Promise<Measured[]> {
  const series = Array.from({ length: SERIES }, (_, index) => makeBars(count / SERIES, index + 3));
  const [first] = series;
  const range = { fromMs: first?.[0]?.t ?? 0, toMs: first?.at(-1)?.t ?? 0 };
  await ensureCandlePartitions(db, range);

  const insert = (bars: readonly Bar[], id: number) =>
    db.transaction((tx) =>
      writeBars(tx, {
        series: [{ state: { ...EMPTY_SERIES, id }, bars, suspects: NONE }],
        batchSize: BATCH,
      }),
    );
  const upsert = (bars: readonly Bar[], seriesId: number) =>
    db.transaction(async (tx) => {
      for (const batch of batchesOf(bars))
        await upsertBars(tx, { seriesId, bars: batch, suspects: NONE });
    });
  const all = async (
    offset: number,
    store: (bars: readonly Bar[], id: number) => Promise<unknown>,
  ) => {
    const begunAt = performance.now();
    for (const [index, bars] of series.entries()) await store(bars, offset + index);
    return performance.now() - begunAt;
  };

  const texts = new Map(series.map((bars, index) => [100 + index, textOf(bars, 100 + index)]));
  await all(900, (bars, id) => insert(bars.slice(0, 20_000), id));
  const best = { copyMs: Infinity, insertMs: Infinity, upsertMs: Infinity, equalMs: Infinity };
  let bytes = 0;
  const keep = (name: keyof typeof best, ms: number) => {
    best[name] = Math.min(best[name], ms);
  };
  const empty = async () => {
    await sql`truncate candles`;
    await sql`checkpoint`;
  };
  // Turn about, so that a burst of other work on the machine does not fall on one of them alone.
  for (let round_ = 0; round_ < ROUNDS; round_ += 1) {
    await empty();
    keep("copyMs", await all(100, (_, id) => copy(sql, texts.get(id) ?? [])));
    bytes = await bytesPerBar(sql, count);
    await empty();
    keep("insertMs", await all(200, insert));
    await empty();
    keep("upsertMs", await all(300, upsert));
    keep("equalMs", await all(300, upsert));
  }
  const { copyMs, insertMs, upsertMs, equalMs } = best;
  const rate = (ms: number) => `${Math.round(count / ms).toLocaleString("en")}k rows/s`;
  return [
    {
      what: "bytes of a candle with its index",
      goal: "≤ 120",
      value: `${round(bytes, 1)}`,
      figures: { bytes: round(bytes, 1) },
    },
    {
      what: "COPY of the same rows",
      goal: "",
      value: rate(copyMs),
      figures: { copyMs: round(copyMs) },
    },
    {
      what: "ranges known to be new: ratio to COPY",
      goal: "≤ 1.5 ×",
      value: `${round(insertMs / copyMs)} × (${rate(insertMs)})`,
      figures: { insertMs: round(insertMs) },
      note: "The peer is COPY of text that was written before the clock ran. Ranges known to be new are written as binary COPY while the clock runs: a ratio below 1 is the reading of numbers as text that the server is spared.",
    },
    {
      what: "idempotent upserts of new bars: ratio to COPY",
      goal: "≤ 4 ×",
      value: `${round(upsertMs / copyMs)} × (${rate(upsertMs)})`,
      figures: { upsertMs: round(upsertMs) },
    },
    {
      what: "the same again, all of them equal: ratio to COPY",
      goal: "≤ 4 ×",
      value: `${round(equalMs / copyMs)} × (${rate(equalMs)})`,
      figures: { equalMs: round(equalMs) },
    },
  ];
}

function* batchesOf(bars: readonly Bar[]): Generator<readonly Bar[]> {
  for (let from = 0; from < bars.length; from += BATCH) yield bars.slice(from, from + BATCH);
}

async function copy(sql: Sql, text: readonly Buffer[]): Promise<void> {
  const target =
    await sql`copy candles (series_id, flags, opened_at, open, high, low, close, volume) from stdin`.writable();
  await pipeline(Readable.from(text), target);
}

/** The rows as COPY reads them, made before the clock runs: the baseline is the server's work and the socket alone. */
function textOf(bars: readonly Bar[], seriesId: number): Buffer[] {
  return [...batchesOf(bars)].map((batch) => {
    const lines = batch.map(({ t, open, high, low, close, volume }) =>
      [seriesId, 0, new Date(t).toISOString(), open, high, low, close, volume].join("\t"),
    );
    return Buffer.from(`${lines.join("\n")}\n`);
  });
}

async function bytesPerBar(sql: Sql, count: number): Promise<number> {
  const [row] = await sql`select sum(pg_total_relation_size(inhrelid))::float8 as bytes
    from pg_inherits where inhparent = 'candles'::regclass`;
  return Number(row?.bytes) / count;
}
