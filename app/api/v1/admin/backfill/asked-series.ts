/** Which series a trigger or preview means when it names an execution, an error group, or the series themselves. */
import type { Db } from "@/lib/db/connect";
import { selectUnresolvedSeries } from "@/lib/db/queries/failures";
import { selectFailedSeries } from "@/lib/db/queries/jobs";
import { AppError } from "@/lib/errors";
import type { SeriesKey } from "@/lib/pipeline/execution-scope";

type Asked = {
  series?: SeriesKey[] | undefined;
  failed_of?: string | undefined;
  include_missing?: boolean | undefined;
  error_group?: string | undefined;
};

/**
 * Null when the body names symbols, timeframes or criticality instead.
 *
 * @throws AppError `conflict` when nothing of it failed
 */
export async function askedSeries(db: Db, asked: Asked): Promise<readonly SeriesKey[] | null> {
  if (asked.series !== undefined) return asked.series;
  if (asked.failed_of !== undefined) {
    return failedSeries(db, asked.failed_of, asked.include_missing ?? false);
  }
  if (asked.error_group === undefined) return null;
  const series = await selectUnresolvedSeries(db, { fingerprint: asked.error_group });
  if (series.length > 0) return series;
  throw new AppError("conflict", "No unresolved failure is left in this group.");
}

/** @throws AppError `conflict` when none failed */
export async function failedSeries(
  db: Db,
  executionId: string,
  includeMissing: boolean,
): Promise<readonly SeriesKey[]> {
  const series = await selectFailedSeries(db, { executionId, includeCancelled: includeMissing });
  if (series.length > 0) return series;
  const what = includeMissing ? "failed or was cancelled" : "failed";
  throw new AppError("conflict", `No job of execution ${executionId} ${what}.`);
}
