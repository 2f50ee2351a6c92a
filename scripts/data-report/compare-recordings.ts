/** Every recorded series through the vendor's HTTP door, each in a directory of its own. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSharedBars } from "@/lib/domain/testing/shared-data";
import { collectBars, simulateVendor } from "@/lib/provider/testing/simulated-vendor";
import { type Comparison, compareBars } from "./comparison";

const RECORDED = join(process.cwd(), "../shared/data/bars");
const RANGE = { from: "1985-01-01T00:00:00Z", to: "2026-06-01T00:00:00Z" };
const CRYPTO = /^(crypto|fx)\//;

export async function compareRecordings(): Promise<Comparison[]> {
  const files = readdirSync(RECORDED, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".csv.gz"))
    .toSorted();
  const comparisons: Comparison[] = [];
  for (const file of files) {
    const directory = mkdtempSync(join(tmpdir(), "candlewatch-report-"));
    const assetClass = CRYPTO.test(file) ? "crypto" : "stock";
    const symbol = assetClass === "crypto" ? "RECUSD" : "REC";
    const timeframe = /\/1d\.[^/]+$/.test(file) ? "1d" : "1m";
    mkdirSync(join(directory, assetClass, symbol), { recursive: true });
    symlinkSync(join(RECORDED, file), join(directory, assetClass, symbol, `${timeframe}.csv.gz`));
    const vendor = await simulateVendor({ replayDir: directory, now: Date.now });
    const asked = vendor.ask({ ...RANGE, symbol, assetClass, timeframe });
    const bars = await collectBars(vendor.provider.fetchBars(asked));
    await vendor.simulator.close();
    rmSync(directory, { recursive: true });
    const { values, prices, volume } = compareBars(bars, readSharedBars(`bars/${file}`));
    const deviation = Math.max(prices, volume);
    comparisons.push({ reference: `bars/${file}`, values, deviation, why: "as recorded" });
  }
  return comparisons;
}
