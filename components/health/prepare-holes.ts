/** Which symbols lack days, from the calendar of stored bars. Pure. */
import type { ResponseOf } from "@/lib/client/call";

type Coverage = Pick<ResponseOf<"coverage">, "days" | "rows">;
type Hole = { symbol: string; days: number; newestDay: string };

export const LISTED_HOLES = 4;

/** @param coverage rows worst first, one more than are listed where there are more */
export function holesOf({ days, rows }: Coverage): { listed: Hole[]; hasMore: boolean } {
  const holes = rows.flatMap(({ symbol, cells, missing_days: count }) => {
    const newest = cells.findLastIndex(([state]) => state === "missing");
    const newestDay = days[newest]?.day;
    return newestDay === undefined ? [] : [{ symbol, days: count, newestDay }];
  });
  return { listed: holes.slice(0, LISTED_HOLES), hasMore: holes.length > LISTED_HOLES };
}
