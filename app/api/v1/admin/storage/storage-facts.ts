/** What storage is told beside the database: the retention in force, and the newest backup in the data directory. */
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { readLastPrune, readRetention } from "@/lib/pipeline/maintain";
import type { StorageFacts } from "@/lib/views/storage";

type Backup = NonNullable<StorageFacts["lastBackup"]>;

export async function storageFacts(): Promise<StorageFacts> {
  const [keptDays, lastPrune, lastBackup] = await Promise.all([
    readRetention(db),
    readLastPrune(db),
    newestBackup(),
  ]);
  return { keptDays, lastPrune, lastBackup };
}

/** Null without a directory of backups; `npm run backup` may write elsewhere too. */
async function newestBackup(): Promise<Backup | null> {
  const folder = join(resolve(env.dataDir), "backups");
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith(".backup.gz"))
      .map(async (name) => {
        const { mtime, size } = await stat(join(folder, name));
        return { name, at: mtime, bytes: size };
      }),
  );
  return found.sort((a, b) => b.at.getTime() - a.at.getTime())[0] ?? null;
}
