/** How a backup looks: a header line, tables, an end line. Shared by writing and reading. */
import { z } from "zod";

export const FORMAT = "candlewatch-backup-1";

const table = z.object({
  /** Schema and name, quoted for SQL. */
  name: z.string(),
  /** Column names, quoted for SQL, in the order of the rows. */
  columns: z.array(z.string()),
});

export const backupHeader = z.object({
  format: z.literal(FORMAT),
  createdAt: z.iso.datetime(),
  /** Hashes of the migrations the database had, oldest first. */
  migrations: z.array(z.string()),
  /** Open times of the oldest and newest bar, so that their partitions can be made first. */
  bars: z.object({ from: z.iso.datetime().nullable(), to: z.iso.datetime().nullable() }),
  /** Parents before the tables that refer to them. */
  tables: z.array(table),
});
export type BackupHeader = z.infer<typeof backupHeader>;

/** COPY escapes backslashes, so no row can look like this. */
export const END_OF_TABLE = "\\.\n";
const TABLE_PREFIX = "-- table ";
const END_PREFIX = "-- end ";

export function tableLine(name: string): string {
  return `${TABLE_PREFIX}${name}\n`;
}

/** Null when the line begins no table. */
export function tableOfLine(line: string): string | null {
  return line.startsWith(TABLE_PREFIX) ? line.slice(TABLE_PREFIX.length) : null;
}

export function endLine(checksum: string, rows: number): string {
  return `${END_PREFIX}${checksum} ${rows}\n`;
}

/** Null when it is not the last line of a whole backup. */
export function checksumOfEnd(line: string): string | null {
  return /^-- end ([0-9a-f]{64}) \d+$/.exec(line.trimEnd())?.[1] ?? null;
}
