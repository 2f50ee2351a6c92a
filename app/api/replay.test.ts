/**
 * Every recorded series goes in by the vendor's door (the simulator's HTTP), through check and storage into PostgreSQL, and
 * comes out of the API handler equal to the last digit; likewise what is rolled up from them.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPolicy } from "@/lib/config/policy";
import { openFetch } from "@/lib/db/queries/streams";
import { splits, trackedSymbols } from "@/lib/db/schema";
import type { Bar } from "@/lib/domain/bar";
import { readSharedBars } from "@/lib/domain/testing/shared-data";
import type { AssetClass, BaseTimeframe } from "@/lib/domain/vocabulary";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import type { Logger } from "@/lib/log";
import { fetchStream } from "@/lib/pipeline/fetch-stream";
import { rollUpSymbol } from "@/lib/pipeline/roll-up-symbol";
import {
  exchange,
  type SimulatedVendor,
  simulateVendor,
} from "@/lib/provider/testing/simulated-vendor";
import { viewHistorical } from "@/lib/views/historical";
import { createViewDeps } from "@/lib/views/testing/view-deps";

const RECORDED = join(process.cwd(), "../shared/data/bars");
const RANGE = { fromMs: Date.UTC(1985, 0, 1), toMs: Date.UTC(2026, 5, 1) };

type Series = {
  file: string;
  symbol: string;
  assetClass: AssetClass;
  /** Days stay days. Bars of 5m, 1h and 4h, which nobody fetches, travel as what they also are: minutes with none between. */
  base: BaseTimeframe;
};

const CLASSES: Record<string, AssetClass> = {
  stock: "stock",
  etf: "etf",
  index: "etf",
  crypto: "crypto",
  fx: "crypto",
};

function recordedSeries(): Series[] {
  return readdirSync(RECORDED, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".csv.gz"))
    .toSorted()
    .map((file, index) => {
      const assetClass = CLASSES[file.split("/")[0] ?? ""] ?? "stock";
      const symbol = `REC${index}${assetClass === "crypto" ? "USD" : ""}`;
      return { file, symbol, assetClass, base: /\/1d\.[^/]+$/.test(file) ? "1d" : "1m" };
    });
}

describe.skipIf(!existsSync(RECORDED))(
  "recorded bars through the door, the database and the API (skipped where ../shared/data is not there)",
  () => {
    const series = existsSync(RECORDED) ? recordedSeries() : [];
    let routes: OpenRoutes;
    let vendor: SimulatedVendor;
    let replayDir: string;
    let log: Logger;

    beforeAll(async () => {
      replayDir = mkdtempSync(join(tmpdir(), "candlewatch-recorded-"));
      for (const { file, symbol, assetClass, base } of series) {
        const folder = join(replayDir, assetClass, symbol);
        mkdirSync(folder, { recursive: true });
        symlinkSync(join(RECORDED, file), join(folder, `${base}.csv.gz`));
      }
      vendor = await simulateVendor({ replayDir, now: Date.now });
      routes = await openRoutes();
      // Reads the environment, which has to be the routes'.
      ({ log } = await import("@/lib/log"));
      await routes.db.insert(trackedSymbols).values(
        series.map(({ symbol, assetClass }) => ({
          symbol,
          assetClass,
          criticality: "standard",
          timeframes: ["1d"],
        })),
      );
    });
    afterAll(async () => {
      await routes.close();
      await vendor.simulator.close();
      rmSync(replayDir, { recursive: true });
    });

    const deps = () => {
      const policy = loadPolicy("config/rto_rpo_config.yaml");
      const backfillOptimization = { ...policy.backfillOptimization, batchSize: 10_000 };
      return {
        db: routes.db,
        provider: vendor.provider,
        exchange,
        policy: () => ({ ...policy, backfillOptimization }),
        now: () => new Date(),
        log,
      };
    };

    const ingest = async ({ symbol, assetClass, base }: Series) => {
      const key = { executionId: null, symbol, timeframe: base };
      await openFetch(routes.db, { ...key, ranges: [RANGE], now: new Date() });
      return fetchStream(deps(), { ...key, ...RANGE, assetClass, purpose: "manual", attempt: 1 });
    };

    const readApi = async (symbol: string, timeframe: string): Promise<Bar[]> => {
      const pages: Bar[][] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({ timeframe, adjusted: "false", limit: "10000" });
        if (cursor !== null) query.set("cursor", cursor);
        const response = await routes.call(`/api/v1/historical/${symbol}?${query}`);
        expect(response.status).toBe(200);
        const body = (await response.json()) as {
          bars: (Omit<Bar, "t"> & { t: string; suspect?: boolean })[];
          next_cursor: string | null;
        };
        pages.unshift(body.bars.map(({ suspect: _, t, ...bar }) => ({ t: Date.parse(t), ...bar })));
        cursor = body.next_cursor;
      } while (cursor !== null);
      return pages.flat();
    };

    const of = (file: string): Series => {
      const found = series.find((one) => one.file === file);
      if (!found) throw new Error(`${file} is not recorded`);
      return found;
    };

    test.each(series)("$file comes out of the API as it was recorded", async (one) => {
      const fetched = await ingest(one);
      const recorded = readSharedBars(`bars/${one.file}`);

      expect(await readApi(one.symbol, one.base)).toEqual(recorded);
      expect(fetched).toMatchObject({ inserted: recorded.length, rejected: 0, changed: 0 });
    });

    test.each([
      ["etf/SPY/1m.nt-2011-01.csv.gz", "SPY-nt-2011-01", "4h-utc-grid"],
      ["crypto/BTCUSD/1m.bitfinex.csv.gz", "BTCUSD-bitfinex", "4h"],
    ])(
      "%s rolled up in the database equals %s at 5m, 15m, 1h and 4h",
      async (file, folder, fourHours) => {
        const { symbol, assetClass } = of(file);
        await rollUpSymbol(deps(), { executionId: null, symbol, assetClass, base: "1m" });

        for (const timeframe of ["5m", "15m", "1h", "4h"]) {
          const name = timeframe === "4h" ? fourHours : timeframe;
          expectSame(
            await readApi(symbol, timeframe),
            readSharedBars(`derived/${folder}/${name}.csv.gz`),
          );
        }
      },
    );

    test("days of SPY rolled up in the database equal the weeks that begin on New York's Sundays", async () => {
      const { symbol, assetClass } = of("etf/SPY/1d.si.csv.gz");
      await rollUpSymbol(deps(), { executionId: null, symbol, assetClass, base: "1d" });

      expectSame(await readApi(symbol, "1w"), readSharedBars("derived/SPY-si/1w-sunday-et.csv.gz"));
    });

    test("AAPL as of two dates: raw before its split of 2014, and a seventh after it, as another source has it", async () => {
      const { symbol } = of("stock/AAPL/1d.wiki.csv.gz");
      await routes.db
        .insert(splits)
        .values({ symbol, executionDate: "2014-06-09", splitFrom: 1, splitTo: 7 });
      const closesAsOf = async (now: string) => {
        const { bars } = await viewHistorical(createViewDeps(routes.db, { now: new Date(now) }), {
          ...{ symbol, timeframe: "1d", limit: 10_000, adjusted: "true" },
        });
        return new Map(bars.map(({ t, close, volume }) => [Date.parse(t), { close, volume }]));
      };
      const raw = readSharedBars("bars/stock/AAPL/1d.wiki.csv.gz");
      const before = await closesAsOf("2014-06-08T12:00:00Z");
      const after = await closesAsOf("2014-06-09T12:00:00Z");
      const adjustedElsewhere = readSharedBars("bars/stock/AAPL/1d.zipline.csv.gz");

      for (const { t, close } of raw) expect(before.get(t)?.close).toBe(close);
      const compared = adjustedElsewhere.filter(({ t }) => after.has(t));
      expect(compared.length).toBeGreaterThan(200);
      // That source has rounded on its way; a wrong factor would be far off.
      for (const { t, close } of compared) {
        expect(Math.abs((after.get(t)?.close ?? 0) / close - 1)).toBeLessThan(1e-5);
      }
    });
  },
);

/** Prices equal; the order of additions decides the last bits of a sum of fractions. */
function expectSame(actual: readonly Bar[], expected: readonly Bar[]) {
  expect(actual.map((bar) => ({ ...bar, volume: 0 }))).toEqual(
    expected.map((bar) => ({ ...bar, volume: 0 })),
  );
  actual.forEach((bar, index) => {
    const volume = expected[index]?.volume ?? Number.NaN;
    expect(Math.abs(bar.volume - volume)).toBeLessThanOrEqual(1e-12 * volume);
  });
}
