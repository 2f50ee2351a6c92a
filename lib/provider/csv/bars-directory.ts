/** Finds files in a directory laid out as `<asset class>/<SYMBOL>/<timeframe>[.<source>].csv[.gz]`. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  ASSET_CLASSES,
  type AssetClass,
  BASE_TIMEFRAMES,
  type BaseTimeframe,
} from "@/lib/domain/vocabulary";

/**
 * Folders served as each class. Indices and currencies have none of their own: an index keeps the exchange's days like
 * an ETF, a currency pair trades across midnight like a coin.
 */
const FOLDERS: Record<AssetClass, readonly string[]> = {
  stock: ["stock"],
  etf: ["etf", "index"],
  crypto: ["crypto", "fx"],
};

const SYMBOL = /^[A-Z0-9][A-Z0-9.-]*$/;

/** The folder of a symbol, or null when there is none. */
export async function findSymbolFolder(
  directory: string,
  assetClass: AssetClass,
  symbol: string,
): Promise<string | null> {
  if (!SYMBOL.test(symbol)) return null;
  for (const folder of FOLDERS[assetClass]) {
    const path = join(directory, folder, symbol);
    if (await isDirectory(path)) return path;
  }
  return null;
}

/** The symbol's files of one timeframe, by name: of a bar that several hold the first is believed. */
export async function findBarsFiles(
  symbolFolder: string,
  timeframe: BaseTimeframe,
): Promise<string[]> {
  const pattern = new RegExp(`^${timeframe}(\\..+)?\\.csv(\\.gz)?$`);
  const names = (await readdir(symbolFolder)).filter((name) => pattern.test(name)).sort();
  return names.map((name) => join(symbolFolder, name));
}

export async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

export type RecordedSymbol = {
  symbol: string;
  assetClass: AssetClass;
  /** Base streams that have a file. */
  bases: BaseTimeframe[];
};

/** Every symbol of a directory of recordings with a file that can be served, by class and name. */
export async function listRecordedSymbols(directory: string): Promise<RecordedSymbol[]> {
  const found: RecordedSymbol[] = [];
  for (const assetClass of ASSET_CLASSES) {
    for (const folder of FOLDERS[assetClass]) {
      const path = join(directory, folder);
      const names = (await isDirectory(path)) ? (await readdir(path)).sort() : [];
      for (const symbol of names.filter((name) => SYMBOL.test(name))) {
        const bases = await basesIn(join(path, symbol));
        if (bases.length > 0) found.push({ symbol, assetClass, bases });
      }
    }
  }
  return found;
}

async function basesIn(symbolFolder: string): Promise<BaseTimeframe[]> {
  if (!(await isDirectory(symbolFolder))) return [];
  const bases: BaseTimeframe[] = [];
  for (const timeframe of BASE_TIMEFRAMES) {
    if ((await findBarsFiles(symbolFolder, timeframe)).length > 0) bases.push(timeframe);
  }
  return bases;
}
