/** Changes how long things are kept. Nothing is removed here: the daily housekeeping does. */
import type { Db } from "@/lib/db/connect";
import { upsertSetting } from "@/lib/db/queries/settings";
import { AppError } from "@/lib/errors";
import { RETENTION_KEY, type RetentionDays, readRetention } from "./maintain";

/** @throws AppError `conflict` when it is not what the editor saw any more */
export async function changeRetention(
  tx: Db,
  input: { days: RetentionDays; base: RetentionDays; by: string; now: Date },
): Promise<{ before: RetentionDays; after: RetentionDays }> {
  const before = await readRetention(tx);
  const moved = keysOf(before).filter((key) => before[key] !== input.base[key]);
  if (moved.length > 0) {
    throw new AppError(
      "conflict",
      `Somebody else has changed ${moved.join(", ")} meanwhile. Look again, then save.`,
    );
  }
  await upsertSetting(tx, {
    key: RETENTION_KEY,
    value: input.days,
    now: input.now,
    updatedBy: input.by,
  });
  return { before, after: await readRetention(tx) };
}

function keysOf(days: RetentionDays): (keyof RetentionDays)[] {
  return Object.keys(days) as (keyof RetentionDays)[];
}
