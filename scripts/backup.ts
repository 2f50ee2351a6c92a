/** `npm run backup [-- --to FILE] [--keep N]`: saves the whole database, running or not, into one compressed file. */
import { createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import { parseEnv } from "@/lib/config/env-schema";
import { writeBackup } from "@/lib/db/backup";
import { AppError } from "@/lib/errors";
import { reportAndExit } from "./report-and-exit";
import { withDatabase } from "./with-database";

const SUFFIX = ".backup.gz";

async function backup() {
  const { values } = parseArgs({ options: { to: { type: "string" }, keep: { type: "string" } } });
  const keep = values.keep === undefined ? null : Number(values.keep);
  if (keep !== null && !(Number.isInteger(keep) && keep >= 1)) {
    throw new AppError("invalid_input", `--keep is "${values.keep}"; allowed: 1 or more.`);
  }
  const env = parseEnv(process.env);
  const folder = join(resolve(env.dataDir), "backups");
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const file = resolve(values.to ?? join(folder, `${stamp}${SUFFIX}`));
  if (values.to === undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });

  const { tables, rows } = await save(env, file);
  console.log(
    `${file}: ${rows.toLocaleString("en")} rows of ${tables} tables, ${inMegabytes(file)}`,
  );
  if (keep !== null) removeOld(folder, keep);
}

/** Under another name until it is whole: what carries the name of a backup is one. */
async function save(env: ReturnType<typeof parseEnv>, file: string) {
  const partial = `${file}.partial`;
  try {
    const summary = await withDatabase(env, async (sql) => {
      const gzip = createGzip({ level: 6 });
      const output = gzip.pipe(createWriteStream(partial, { mode: 0o600 }));
      const failed = new Promise<never>((_, reject) => {
        output.once("error", reject);
      });
      const written = await Promise.race([
        writeBackup({ sql, now: () => new Date() }, gzip),
        failed,
      ]);
      gzip.end();
      await finished(output);
      return written;
    });
    renameSync(partial, file);
    return summary;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

function removeOld(folder: string, keep: number) {
  const old = readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .slice(0, -keep)
    .map((name) => join(folder, name));
  const bytes = old.reduce((sum, file) => sum + statSync(file).size, 0);
  for (const file of old) rmSync(file);
  console.log(`${old.length} older backups removed: frees ${megabytes(bytes)}`);
}

function inMegabytes(file: string): string {
  return megabytes(statSync(file).size);
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

await backup().catch(reportAndExit);
