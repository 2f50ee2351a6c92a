/**
 * Reads a backup back. The whole file is checked before the database is touched, and everything happens in one
 * transaction: afterwards there is all of it or what was there before.
 */
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { AppError } from "@/lib/errors";
import { type BackupHeader, backupHeader, checksumOfEnd, tableOfLine } from "./backup-format";
import { BackupReader } from "./backup-reader";
import { type BackupTable, selectTables, type Tx } from "./backup-tables";
import type { Sql } from "./connect";
import { copyInto } from "./copy-into";

export type RestoreInput = {
  /** Opens the uncompressed text; called twice, to check and to restore. */
  open: () => Readable;
  /** Replaces rows that are there already. */
  force: boolean;
};

/** @throws AppError `invalid_input` for a damaged or foreign file, `conflict` when the database is not empty */
export async function restoreBackup(
  { sql }: { sql: Sql },
  { open, force }: RestoreInput,
): Promise<{ tables: number; createdAt: string }> {
  const header = await checkBackup(open());
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await requireFit(tx, header);
    const present = await selectTables(tx);
    if (!force) await requireEmpty(tx);
    await tx.unsafe(`truncate ${present.map(({ name }) => name).join(", ")} cascade`);
    const { from, to } = header.bars;
    if (from !== null && to !== null) await tx`select ensure_candle_partitions(${from}, ${to})`;
    await copyIn(tx, header, open());
    for (const table of present) await resetSequences(tx, table);
  });
  return { tables: header.tables.length, createdAt: header.createdAt };
}

/** Reads all of it; the checksum covers every byte before the last line. */
async function checkBackup(input: Readable): Promise<BackupHeader> {
  const hash = createHash("sha256");
  const reader = new BackupReader(input);
  const first = await reader.line();
  const header = parseHeader(first);
  hash.update(`${first}\n`);
  for (;;) {
    const line = await reader.line();
    const checksum = line === null ? null : checksumOfEnd(line);
    if (checksum !== null) {
      if (checksum === hash.digest("hex")) return header;
      throw damaged("its checksum does not match its content");
    }
    if (line === null || tableOfLine(line) === null) throw damaged("it breaks off in the middle");
    hash.update(`${line}\n`);
    for await (const chunk of reader.rows()) hash.update(chunk);
    hash.update("\\.\n");
  }
}

function parseHeader(line: string | null): BackupHeader {
  try {
    return backupHeader.parse(JSON.parse(line ?? ""));
  } catch (cause) {
    throw new AppError("invalid_input", "This is not a Candlewatch backup.", { cause });
  }
}

function damaged(reason: string): AppError {
  return new AppError("invalid_input", `The backup is damaged: ${reason}. Nothing was changed.`);
}

/** The backup may be of an older release, never of a newer one or of another branch. */
async function requireFit(tx: Tx, header: BackupHeader): Promise<void> {
  const applied = await tx<{ hash: string }[]>`
    select hash from drizzle.__drizzle_migrations order by created_at`;
  const isPrefix = header.migrations.every((hash, index) => applied[index]?.hash === hash);
  if (isPrefix) return;
  throw new AppError(
    "conflict",
    "The backup was made by a newer or another release; restore it with that one.",
  );
}

async function requireEmpty(tx: Tx): Promise<void> {
  const [row] = await tx<{ used: boolean }[]>`
    select exists (select from scheduler_execution_log) or exists (select from series) as used`;
  if (!row?.used) return;
  throw new AppError(
    "conflict",
    "The database holds executions or bars already; --force replaces everything in it.",
  );
}

async function copyIn(tx: Tx, header: BackupHeader, input: Readable): Promise<void> {
  const reader = new BackupReader(input);
  await reader.line();
  for (const table of header.tables) {
    await reader.line();
    const columns = table.columns.join(", ");
    await copyInto(tx, `copy ${table.name} (${columns}) from stdin`, reader.rows());
  }
  input.destroy();
}

/** Numbers given out from now on follow the highest restored one. */
async function resetSequences(tx: Tx, { name, columns }: BackupTable): Promise<void> {
  for (const column of columns) {
    const bare = column.replaceAll('"', "");
    const [row] = await tx<{ sequence: string | null }[]>`
      select pg_get_serial_sequence(${name}, ${bare}) as sequence`;
    if (!row?.sequence) continue;
    await tx.unsafe(
      `select setval('${row.sequence}', coalesce(max(${column}), 0) + 1, false) from ${name}`,
    );
  }
}
