/** Opens the re-run dialog for chosen series. */
import { openRerun } from "@/components/rerun/open-rerun";
import type { SeriesKey } from "./matrix-selection";

export function openSeriesRerun(series: readonly SeriesKey[]): void {
  const first = series[0];
  if (!first) return;
  openRerun({
    title:
      series.length === 1 ? `Re-run ${first.symbol} ${first.timeframe}` : "Re-run selected series",
    choices: [
      {
        key: "selection",
        label: "Selected series",
        count: series.length,
        body: { series: series.map(keyOf) },
      },
    ],
  });
}

/** Rows that know more of a series are fine as well: the API is told no more than which one it is. */
export function keyOf({ symbol, timeframe }: SeriesKey): SeriesKey {
  return { symbol, timeframe };
}

/** "AAPL 1d" back into a series; the key was made from one. */
export function seriesOfKeys(keys: ReadonlySet<string>): SeriesKey[] {
  return [...keys].map((key) => {
    const space = key.indexOf(" ");
    return {
      symbol: key.slice(0, space),
      timeframe: key.slice(space + 1) as SeriesKey["timeframe"],
    };
  });
}
