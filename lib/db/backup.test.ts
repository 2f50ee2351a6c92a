import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { writeBackup } from "./backup";
import { restoreBackup } from "./restore";
import { createTestDb, type TestDb } from "./test-db";

const now = () => new Date("2026-06-05T20:00:00Z");
let source: TestDb;
let target: TestDb;
let saved: Buffer;

beforeAll(async () => {
  source = await createTestDb();
  await fill(source);
  const output = new PassThrough();
  const collected = buffer(output);
  await writeBackup({ sql: source.sql, now }, output);
  output.end();
  saved = await collected;
});
beforeEach(async () => {
  target = await createTestDb();
  return () => target.close();
});
afterAll(() => source.close());

/** Rows with everything that text formats stumble over, in a partition that a new database does not have. */
async function fill({ sql }: TestDb) {
  await sql`select ensure_candle_partitions('1999-03-01Z', '1999-03-02Z')`;
  await sql`
    insert into tracked_symbols (symbol, name, asset_class, criticality, timeframes)
    values ('AAPL', ${'tab\there \\. "quote" \n line ☃'}, 'stock', 'standard', '{1d,1w}')`;
  await sql`
    insert into series (symbol, timeframe, bar_count, first_opened_at, last_opened_at)
    values ('AAPL', '1d', 2, '1999-03-01Z', '1999-03-02Z')`;
  await sql`
    insert into candles (series_id, opened_at, open, high, low, close, volume)
    select id, at, 0.1 + 0.2, 2, 0.1, 1e-7, 12345.678
    from series, unnest(array['1999-03-01Z', '1999-03-02Z']::timestamptz[]) as at`;
  const [execution] = await sql`
    insert into scheduler_execution_log (started_at, status) values (now(), 'completed')
    returning execution_id`;
  await sql`
    insert into feature_computation_failures (symbol, timeframe, error_message, execution_id)
    values ('AAPL', '1d', 'first line' || chr(10) || '\\.', ${execution?.execution_id})`;
}

/** In pieces of this many bytes, so that every edge falls into every place. */
function inPieces(content: Buffer, size: number): () => Readable {
  return () =>
    Readable.from(
      Array.from({ length: Math.ceil(content.length / size) }, (_, index) =>
        content.subarray(index * size, (index + 1) * size),
      ),
    );
}

async function contentOf({ sql }: TestDb) {
  return {
    candles: await sql`select * from candles order by series_id, opened_at`,
    symbols: await sql`select * from tracked_symbols`,
    failures: await sql`select * from feature_computation_failures`,
    executions: await sql`select * from scheduler_execution_log`,
  };
}

test.each([1, 7, 65_536])(
  "a restored database is the saved one, read %i bytes at a time",
  async (size) => {
    await restoreBackup(target, { open: inPieces(saved, size), force: false });

    expect(await contentOf(target)).toEqual(await contentOf(source));
  },
);

test("rows made after a restore get numbers that were never given out", async () => {
  await restoreBackup(target, { open: inPieces(saved, 4096), force: false });

  const [row] = await target.sql`
    insert into feature_computation_failures (symbol, timeframe, error_message)
    values ('AAPL', '1d', 'later') returning id > (select max(id) from feature_computation_failures) as is_new`;
  expect(row?.is_new).toBe(true);
});

test.each([
  {
    damage: "cut off",
    bytes: () => saved.subarray(0, saved.length - 300),
    says: /damaged: it breaks off/,
  },
  {
    damage: "altered",
    bytes: () => Buffer.from(saved.toString().replace("AAPL", "MSFT")),
    says: /checksum/,
  },
  { damage: "something else", bytes: () => Buffer.from("PGDMP"), says: /not a Candlewatch backup/ },
])("a file that is $damage is refused and nothing changes", async ({ bytes, says }) => {
  await fill(target);
  const before = await contentOf(target);

  await expect(
    restoreBackup(target, { open: inPieces(bytes(), 4096), force: true }),
  ).rejects.toThrow(says);

  expect(await contentOf(target)).toEqual(before);
});

test("a database in use is replaced only by force", async () => {
  await fill(target);
  await target.sql`update tracked_symbols set name = 'changed'`;
  const open = inPieces(saved, 4096);

  await expect(restoreBackup(target, { open, force: false })).rejects.toThrow(/--force/);
  await restoreBackup(target, { open, force: true });

  expect(await contentOf(target)).toEqual(await contentOf(source));
});

test("a backup of a newer release is refused", async () => {
  await target.sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`;

  await expect(restoreBackup(target, { open: inPieces(saved, 4096), force: true })).rejects.toThrow(
    /newer or another release/,
  );
});
