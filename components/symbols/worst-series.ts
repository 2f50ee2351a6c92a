/** Which timeframe a symbol's page opens on. Pure. */
import type { DataStatus } from "@/lib/domain/vocabulary";

const RANKS: Record<DataStatus, number> = { missing: 0, behind: 1, current: 2, not_due: 2 };

/** The first in the worst state; undefined without any. */
export function worstSeries<T extends { data_status: DataStatus }>(
  series: readonly T[],
): T | undefined {
  return series.reduce<T | undefined>(
    (worst, one) =>
      worst === undefined || RANKS[one.data_status] < RANKS[worst.data_status] ? one : worst,
    undefined,
  );
}
