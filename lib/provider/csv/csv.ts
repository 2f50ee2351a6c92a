/** People's own bars as a provider: a directory of CSV files, read as a stream, page by page. */

import type { Bar } from "@/lib/domain/bar";
import { DAY_MS } from "@/lib/domain/calendar-days";
import type { AssetClass } from "@/lib/domain/vocabulary";
import { toCoinPair } from "@/lib/provider/coin-pair";
import type { BarPage, FetchBarsInput, Provider } from "@/lib/provider/provider";
import { ProviderError } from "@/lib/provider/provider";
import { findBarsFiles, findSymbolFolder, isDirectory } from "./bars-directory";
import { BarsFileFault } from "./bars-file";
import { mergeBars } from "./merge-bars";

export type CsvOptions = {
  directory: string;
  pageLimit?: number;
};

const PAGE_LIMIT = 50_000;
const CENTURY_MS = 36_525 * DAY_MS;

export function createCsvProvider({ directory, pageLimit = PAGE_LIMIT }: CsvOptions): Provider {
  return {
    name: "csv",
    capabilities: {
      timeframes: ["1m", "1d"],
      adjustment: "raw",
      maxSpanMs: { "1m": CENTURY_MS, "1d": CENTURY_MS },
      delayMs: 0,
      historyFromMs: 0,
      dayAnchor: { stock: "new_york_midnight", etf: "new_york_midnight", crypto: "utc_midnight" },
      weekAnchor: "sunday",
    },
    fetchBars: (input) => fetchBars({ directory, pageLimit }, input),
    async checkSymbol(input) {
      return { known: (await findFolder(directory, input)) !== null, name: null };
    },
  };
}

/** A symbol without a folder, or without a file of the timeframe, has no bars: the answer is one empty page, as from a vendor. */
async function* fetchBars(
  { directory, pageLimit }: Required<CsvOptions>,
  input: FetchBarsInput,
): AsyncGenerator<BarPage> {
  const files = await locate(directory, input);
  let page = 1;
  let held: Bar[] | null = null;
  try {
    for await (const bars of pagesOf(files, pageLimit, input)) {
      input.signal?.throwIfAborted();
      if (held !== null) yield toPage(held, page++, false);
      held = bars;
    }
  } catch (error) {
    throw error instanceof BarsFileFault ? toProviderError(error, input, page) : error;
  }
  yield toPage(held ?? [], page, true);
}

async function locate(directory: string, input: FetchBarsInput): Promise<string[]> {
  if (!(await isDirectory(directory))) {
    const failure = {
      kind: "unavailable",
      reason: "network",
      status: null,
      retryAfterMs: null,
    } as const;
    throw new ProviderError(failure, `the directory of CSV files ${directory} is not there`);
  }
  const folder = await findFolder(directory, input);
  return folder === null ? [] : findBarsFiles(folder, input.timeframe);
}

/** A coin's folder is named as it is written, or as its pair: `BTC` is found in `BTCUSD`. */
async function findFolder(
  directory: string,
  { symbol, assetClass }: { symbol: string; assetClass: AssetClass },
): Promise<string | null> {
  const written = await findSymbolFolder(directory, assetClass, symbol);
  if (written !== null || assetClass !== "crypto") return written;
  return findSymbolFolder(directory, assetClass, toCoinPair(symbol));
}

async function* pagesOf(
  files: readonly string[],
  pageLimit: number,
  { fromMs, toMsExclusive }: FetchBarsInput,
): AsyncGenerator<Bar[]> {
  for await (const batch of mergeBars(files, pageLimit)) {
    const inRange = batch.filter(({ t }) => t >= fromMs && t < toMsExclusive);
    if (inRange.length > 0) yield inRange;
  }
}

function toPage(bars: Bar[], page: number, isLast: boolean): BarPage {
  return {
    bars,
    page,
    isLast,
    requestId: null,
    delayed: false,
    vendorNowMs: null,
    duplicates: 0,
    outsideRange: 0,
    clippedHeadMs: null,
  };
}

function toProviderError(fault: BarsFileFault, input: FetchBarsInput, page: number): ProviderError {
  return new ProviderError(
    { kind: "malformed", page, field: fault.field, bar: null },
    `${input.symbol} ${input.timeframe}: ${fault.message}`,
    { cause: fault },
  );
}
