import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BinaryRows } from "./binary-rows";
import { copyWith } from "./copy-into";
import { createTestDb, type TestDb } from "./test-db";

const STATEMENT = "copy copied (id, at, price, small, word) from stdin (format binary)";
let database: TestDb;

beforeAll(async () => {
  database = await createTestDb();
});
afterAll(() => database.close());

beforeEach(async () => {
  await database.sql`drop table if exists copied`;
  await database.sql`create table copied (id int, at timestamptz, price float8, small int2, word text,
    constraint one_of_each unique (id) deferrable initially deferred)`;
});

function rowsOf(ids: readonly number[], at = Date.UTC(2026, 10, 25, 9, 30, 0, 123)): Buffer {
  const rows = new BinaryRows(0);
  for (const id of ids) {
    rows.begin(5);
    rows.int4(id);
    rows.instant(at);
    rows.float8(0.1 + 0.2);
    rows.int2(-3);
    rows.bytes(Buffer.from("bullish"));
  }
  return rows.end();
}

describe("binary rows", () => {
  it.each([
    ["today", Date.UTC(2026, 10, 25, 9, 30, 0, 123)],
    ["before PostgreSQL's own epoch", Date.UTC(1998, 0, 5, 14, 30)],
    ["before 1970", Date.UTC(1962, 0, 2)],
  ])("arrive to the last bit: %s", async (_name, at) => {
    await copyWith(database.db, STATEMENT, rowsOf([7], at));
    const rows = await database.sql`select * from copied`;
    expect([...rows]).toEqual([
      { id: 7, at: new Date(at), price: 0.1 + 0.2, small: -3, word: "bullish" },
    ]);
  });

  it("may be null, and more than was expected", async () => {
    const rows = new BinaryRows(0);
    for (let id = 0; id < 5_000; id += 1) {
      rows.begin(5);
      rows.int4(id);
      for (let field = 0; field < 4; field += 1) rows.null();
    }
    await copyWith(database.db, STATEMENT, rows.end());
    const [row] = await database.sql`
      select count(*)::int as rows, count(price)::int as prices, max(id) as last from copied`;
    expect(row).toEqual({ rows: 5_000, prices: 0, last: 4_999 });
  });
});

describe("a COPY inside a transaction", () => {
  it("is undone with it", async () => {
    const undone = database.db.transaction(async (tx) => {
      await copyWith(tx, STATEMENT, rowsOf([1, 2]));
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect(await database.sql`select * from copied`).toHaveLength(0);
  });

  it("is refused while it runs, by name, and leaves the pool usable", async () => {
    const broken = rowsOf([1]);
    broken.writeInt16BE(9, 19);
    const refused = database.db.transaction((tx) => copyWith(tx, STATEMENT, broken));
    await expect(refused).rejects.toThrow(/row field count is 9, expected 5/);
    await copyWith(database.db, STATEMENT, rowsOf([1]));
    expect(await database.sql`select id from copied`).toHaveLength(1);
  });

  it("is refused after its last chunk, where the stream hears of nothing more", async () => {
    await database.sql`alter table copied add primary key (id)`;
    const refused = database.db.transaction((tx) => copyWith(tx, STATEMENT, rowsOf([1, 2, 1])));
    await expect(refused).rejects.toMatchObject({ code: "23505" });
    const late = copyWith(database.db, STATEMENT, rowsOf([3, 3]));
    await expect(late).rejects.toMatchObject({ code: "23505" });
    expect(await database.sql`select * from copied`).toHaveLength(0);
  });

  it("ends with its connection", async () => {
    const lost = database.db.transaction(async (tx) => {
      const [me] = (await tx.execute("select pg_backend_pid() as pid")) as unknown as [
        { pid: number },
      ];
      await database.sql`select pg_terminate_backend(${me.pid})`;
      await copyWith(tx, STATEMENT, rowsOf([1]));
    });
    await expect(lost).rejects.toThrow();
    expect(await database.sql`select * from copied`).toHaveLength(0);
  });
});
