/** `npm run restore -- FILE [--force]`: puts a backup back. The app must not run; a damaged file changes nothing. */
import { createReadStream, existsSync } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { parseArgs } from "node:util";
import { createGunzip } from "node:zlib";
import { parseEnv } from "@/lib/config/env-schema";
import { migrateDatabase } from "@/lib/db/migrate";
import { restoreBackup } from "@/lib/db/restore";
import { AppError } from "@/lib/errors";
import { LOCK_NAME } from "./launcher/data-dir";
import { lockHolder } from "./launcher/lock-file.mjs";
import { reportAndExit } from "./report-and-exit";
import { withDatabase } from "./with-database";

async function restore() {
  const { values, positionals } = parseArgs({
    options: { force: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || !existsSync(file)) {
    const what = file === undefined ? "No file was named" : `${file} does not exist`;
    throw new AppError("invalid_input", `${what}: npm run restore -- FILE [--force]`);
  }
  const env = parseEnv(process.env);
  const holder = lockHolder(`${env.dataDir}/${LOCK_NAME}`);
  if (holder !== null) {
    throw new AppError("conflict", `Candlewatch runs (process ${holder.pid}). Stop it first.`);
  }
  const { tables, createdAt } = await withDatabase(env, async (sql, url) => {
    await migrateDatabase(url);
    return restoreBackup({ sql }, { open: () => openBackup(file), force: values.force });
  });
  console.log(`${tables} tables restored as they were at ${createdAt}`);
}

/** Errors of the file reach whoever reads the text. */
function openBackup(file: string): Readable {
  return pipeline(createReadStream(file), createGunzip(), () => undefined);
}

await restore().catch(reportAndExit);
