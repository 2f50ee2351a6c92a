import { afterEach, expect, test } from "vitest";
import { rerunRequest } from "@/components/rerun/open-rerun";
import { openSeriesRerun, seriesOfKeys } from "./open-series-rerun";
import { openSnooze, snoozeRequest } from "./open-snooze";

afterEach(() => {
  rerunRequest.close();
  snoozeRequest.close();
});

const row = { symbol: "SPY", timeframe: "1d", bars_behind: 3, last_error: null } as const;
const named = [{ symbol: "SPY", timeframe: "1d" }];

test("of a row that knows more the API is told only which series it is", () => {
  openSeriesRerun([row]);
  expect(rerunRequest.get()?.choices[0]?.body).toEqual({ series: named });
  openSnooze([row]);
  expect(snoozeRequest.get()).toEqual(named);
});

test("a key is the series that it was made from, whatever dots its symbol has", () => {
  expect(seriesOfKeys(new Set(["BRK.B 1h"]))).toEqual([{ symbol: "BRK.B", timeframe: "1h" }]);
});
