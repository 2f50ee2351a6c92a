/** What to track when the vendor is a directory of recorded bars: the symbols in it, on the timeframes it can answer. */
import { resolve } from "node:path";
import type { Policy } from "@/lib/config/policy-schema";
import { type ConfiguredSymbol, criticalityOf } from "@/lib/config/symbols";
import { BASE_OF, TIMEFRAMES } from "@/lib/domain/vocabulary";
import { isDirectory, listRecordedSymbols } from "@/lib/provider/csv/bars-directory";
import { StopError } from "./stop-error.mjs";

/** @throws StopError when there is no such directory, or nothing in it that can be served */
export async function recordedSymbols(
  directory: string,
  policy: Policy,
): Promise<ConfiguredSymbol[]> {
  const path = resolve(directory);
  if (!(await isDirectory(path))) {
    throw new StopError(
      `${path} is not a directory of recorded bars.`,
      "Set SIMULATOR_REPLAY_DIR or CSV_PROVIDER_DIR to an existing directory, or leave it out.",
    );
  }
  const symbols = await listRecordedSymbols(path);
  if (symbols.length === 0) {
    throw new StopError(
      `${path} holds no recorded bars.`,
      "Files are expected as stock/AAPL/1d.csv.gz, crypto/BTCUSD/1m.csv and so on (docs/providers.md).",
    );
  }
  return symbols.map(({ symbol, assetClass, bases }) => ({
    symbol,
    name: null,
    assetClass,
    criticality: criticalityOf(symbol, policy),
    timeframes: TIMEFRAMES.filter((timeframe) => bases.includes(BASE_OF[timeframe])),
  }));
}
