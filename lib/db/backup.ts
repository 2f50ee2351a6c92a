/**
 * Writes every row of the database as one stream of text: COPY's own format, as pg_dump uses it, between lines that
 * say which table follows, and a checksum at the end. Consistent (one snapshot), and never more than a chunk in memory.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Writable } from "node:stream";
import { type BackupHeader, END_OF_TABLE, endLine, FORMAT, tableLine } from "./backup-format";
import { selectTables, type Tx } from "./backup-tables";
import type { Sql } from "./connect";

export type BackupSummary = { tables: number; rows: number; bytes: number };

/** @param output gets the uncompressed text; it is not ended here */
export async function writeBackup(
  { sql, now }: { sql: Sql; now: () => Date },
  output: Writable,
): Promise<BackupSummary> {
  const hash = createHash("sha256");
  let bytes = 0;
  const write = async (chunk: Buffer | string) => {
    hash.update(chunk);
    bytes += chunk.length;
    if (!output.write(chunk)) await once(output, "drain");
  };
  const counts = await sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local idle_in_transaction_session_timeout = 0`;
    const header = await readHeader(tx, now());
    await write(`${JSON.stringify(header)}\n`);
    let rows = 0;
    for (const table of header.tables) {
      await write(tableLine(table.name));
      rows += await copyOut(tx, table, write);
      await write(END_OF_TABLE);
    }
    return { tables: header.tables.length, rows };
  });
  const checksum = hash.digest("hex");
  output.write(endLine(checksum, counts.rows));
  return { ...counts, bytes };
}

async function readHeader(tx: Tx, now: Date): Promise<BackupHeader> {
  const migrations = await tx<{ hash: string }[]>`
    select hash from drizzle.__drizzle_migrations order by created_at`;
  const [range] = await tx<{ first: Date | null; last: Date | null }[]>`
    select min(first_opened_at) as first, max(last_opened_at) as last from series`;
  return {
    format: FORMAT,
    createdAt: now.toISOString(),
    migrations: migrations.map(({ hash }) => hash),
    bars: { from: range?.first?.toISOString() ?? null, to: range?.last?.toISOString() ?? null },
    tables: await selectTables(tx),
  };
}

async function copyOut(
  tx: Tx,
  table: BackupHeader["tables"][number],
  write: (chunk: Buffer) => Promise<void>,
): Promise<number> {
  // A query, because COPY of a partitioned table itself would be empty.
  const query = `copy (select ${table.columns.join(", ")} from ${table.name}) to stdout`;
  const stream = await tx.unsafe(query).readable();
  let rows = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1;
    await write(chunk);
  }
  return rows;
}
