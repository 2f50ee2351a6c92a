/** A recorded market: bars from a directory of CSV files, served as they were written down. */
import { stat } from "node:fs/promises";
import type { Bar } from "@/lib/domain/bar";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import type { AssetClass } from "@/lib/domain/vocabulary";
import { findBarsFiles, findSymbolFolder, isDirectory } from "@/lib/provider/csv/bars-directory";
import { mergeBars } from "@/lib/provider/csv/merge-bars";
import type { BarsQuestion, Listing, Market } from "./market";

type Recorded = Listing & { folder: string };

/** Series kept in memory; a year of one's minutes is some 10 MB. */
const SERIES_KEPT = 16;

export async function openReplayMarket(exchange: Calendar, directory: string): Promise<Market> {
  if (!(await isDirectory(directory))) {
    throw new Error(`the replay directory ${directory} is not a directory`);
  }
  const read = createSeriesCache();

  const find = async (ticker: string): Promise<Recorded | null> => {
    const crypto = ticker.startsWith("X:");
    const symbol = crypto ? ticker.slice(2) : ticker;
    const classes: AssetClass[] = crypto ? ["crypto"] : ["stock", "etf"];
    for (const assetClass of classes) {
      const folder = await findSymbolFolder(directory, assetClass, symbol);
      if (folder === null) continue;
      const name = `${symbol} (recorded)`;
      return {
        ticker,
        symbol,
        name,
        assetClass,
        calendar: calendarFor(exchange, assetClass),
        folder,
      };
    }
    return null;
  };

  return {
    find,
    async bars(listing, question) {
      const recorded = await find(listing.ticker);
      if (recorded === null) return [];
      const files = await findBarsFiles(recorded.folder, question.timeframe);
      return cut(await read(files), question);
    },
    splits: () => [],
  };
}

function cut(bars: readonly Bar[], question: BarsQuestion): Bar[] {
  const end = Math.min(question.toMsExclusive, question.nowMs + 1);
  const first = firstAtOrAfter(bars, question.fromMs);
  const last = firstAtOrAfter(bars, end);
  return bars.slice(first, Math.min(last, first + question.limit));
}

function firstAtOrAfter(bars: readonly Bar[], atMs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bars[middle]?.t ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reads files once, and again when one changes; a bad file is read again every time, so that mending it is enough. */
function createSeriesCache(): (files: readonly string[]) => Promise<Bar[]> {
  const kept = new Map<string, { version: string; bars: Promise<Bar[]> }>();
  return async (files) => {
    const key = files.join("\n");
    const version = (await Promise.all(files.map(versionOf))).join(" ");
    const known = kept.get(key);
    if (known?.version === version) return known.bars;
    const bars = readWhole(files);
    kept.set(key, { version, bars });
    bars.catch(() => kept.delete(key));
    const oldest = kept.keys().next().value;
    if (kept.size > SERIES_KEPT && oldest !== undefined) kept.delete(oldest);
    return bars;
  };
}

async function versionOf(file: string): Promise<string> {
  const { mtimeMs, size } = await stat(file);
  return `${mtimeMs}/${size}`;
}

async function readWhole(files: readonly string[]): Promise<Bar[]> {
  const bars: Bar[] = [];
  for await (const batch of mergeBars(files, 10_000)) for (const bar of batch) bars.push(bar);
  return bars;
}
