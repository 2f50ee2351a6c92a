/** Recorded bars come out of the vendor's door as they were written down, to the last digit. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Bar } from "@/lib/domain/bar";
import type { AssetClass } from "@/lib/domain/vocabulary";
import {
  collectBars,
  collectUntilFailure,
  type SimulatedVendor,
  simulateVendor,
} from "@/lib/provider/testing/simulated-vendor";
import { startSimulator } from "./server";

const RECORDED = join(process.cwd(), "../shared/data/bars");
const CENTURY = { from: "1980-01-01T00:00:00Z", to: "2026-06-05T00:00:00Z" };
const CLASS_OF: Record<string, AssetClass> = {
  stock: "stock",
  etf: "etf",
  fx: "crypto",
  index: "etf",
  crypto: "crypto",
};

type Series = {
  name: string;
  symbol: string;
  assetClass: AssetClass;
  timeframe: "1m" | "1d";
  /** By name: of a bar that several hold the first is served. */
  files: string[];
};

/** Every symbol and base timeframe with its files. */
function recordedSeries(): Series[] {
  const folders = readdirSync(RECORDED).flatMap((folder) =>
    readdirSync(join(RECORDED, folder)).map((symbol) => ({ folder, symbol })),
  );
  return folders.flatMap(({ folder, symbol }) =>
    (["1m", "1d"] as const).flatMap((timeframe) => {
      const directory = join(RECORDED, folder, symbol);
      const names = readdirSync(directory)
        .filter((file) => file.startsWith(`${timeframe}.`))
        .sort();
      const assetClass = CLASS_OF[folder];
      if (names.length === 0 || assetClass === undefined) return [];
      const files = names.map((name) => join(directory, name));
      return [{ name: `${folder}/${symbol} ${timeframe}`, symbol, assetClass, timeframe, files }];
    }),
  );
}

/** Read on purpose by other means than the product's own reader. */
function readByHand(files: readonly string[]) {
  const bars = new Map<string, { t: number } & { [field in keyof Bar]?: number | undefined }>();
  for (const file of files.toReversed()) {
    const [, ...rows] = gunzipSync(readFileSync(file)).toString().trim().split("\n");
    for (const row of rows) {
      const [t = "", ...numbers] = row.split(",");
      const [open, high, low, close, volume] = numbers.map(Number);
      bars.set(t, { t: Date.parse(t), open, high, low, close, volume });
    }
  }
  return [...bars.values()].sort((a, b) => a.t - b.t);
}

describe.skipIf(!existsSync(RECORDED))(
  "recorded bars (skipped where ../shared/data is not there)",
  () => {
    let vendor: SimulatedVendor;
    beforeAll(async () => {
      vendor = await simulateVendor({ replayDir: RECORDED });
    });
    afterAll(() => vendor.simulator.close());

    const series = existsSync(RECORDED) ? recordedSeries() : [];

    test("there are stocks, ETFs and coins among them", () => {
      expect(new Set(series.map(({ assetClass }) => assetClass))).toEqual(
        new Set(["stock", "etf", "crypto"]),
      );
    });

    test.each(series)(
      "$name is served bar by bar as recorded",
      async ({ symbol, assetClass, timeframe, files }) => {
        const bars = await collectBars(
          vendor.provider.fetchBars(vendor.ask({ ...CENTURY, symbol, assetClass, timeframe })),
        );

        expect(bars).toEqual(readByHand(files));
      },
    );

    test("a coin is the same with and without its currency", async () => {
      const range = {
        from: "2016-02-10T00:00:00Z",
        to: "2016-02-11T00:00:00Z",
        assetClass: "crypto",
      } as const;
      const short = await collectBars(
        vendor.provider.fetchBars(vendor.ask({ ...range, symbol: "BTC" })),
      );
      const long = await collectBars(
        vendor.provider.fetchBars(vendor.ask({ ...range, symbol: "BTCUSD" })),
      );

      expect(short.length).toBeGreaterThan(100);
      expect(short).toEqual(long);
    });
  },
);

describe("recordings that are not as they should be", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "candlewatch-replay-"));
    const put = (symbol: string, text: string) => {
      mkdirSync(join(folder, "stock", symbol), { recursive: true });
      writeFileSync(join(folder, "stock", symbol, "1d.x.csv"), text);
    };
    put("GOOD", "t,open,high,low,close,volume\n2024-01-02T05:00:00Z,1,2,0.5,1.5,10\n");
    put(
      "BAD",
      "t,open,high,low,close,volume\n2024-01-02T05:00:00Z,1,2,0.5,1.5,10\n2024-01-03T05:00:00Z,1,2",
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const range = {
    from: "2024-01-01T05:00:00Z",
    to: "2024-02-01T05:00:00Z",
    timeframe: "1d",
  } as const;

  test("a cut file names file and line, is not asked for again, and leaves other symbols alone; mended, it is served", async () => {
    const vendor = await simulateVendor({ replayDir: folder });
    const bad = vendor.ask({ ...range, symbol: "BAD" });

    const { error } = await collectUntilFailure(vendor.provider.fetchBars(bad));
    const good = await collectBars(
      vendor.provider.fetchBars(vendor.ask({ ...range, symbol: "GOOD" })),
    );
    writeFileSync(
      join(folder, "stock", "BAD", "1d.x.csv"),
      "t,open,high,low,close,volume\n2024-01-02T05:00:00Z,1,2,0.5,1.5,10\n",
    );
    const mended = await collectBars(vendor.provider.fetchBars(bad));
    await vendor.simulator.close();

    expect(error.failure).toEqual({ kind: "bad_request" });
    expect(error.message).toMatch(
      /BAD 1d: .*stock\/BAD\/1d.x.csv, line 3: the last line .* has no line end/,
    );
    expect(good).toHaveLength(1);
    expect(mended).toEqual(good);
  });

  test("a symbol without a file is unknown", async () => {
    const vendor = await simulateVendor({ replayDir: folder });
    const bars = await collectBars(
      vendor.provider.fetchBars(vendor.ask({ ...range, symbol: "AAPL" })),
    );
    const check = await vendor.provider.checkSymbol?.({
      symbol: "AAPL",
      assetClass: "stock",
      purpose: "check",
    });
    await vendor.simulator.close();

    expect(bars).toEqual([]);
    expect(check).toEqual({ known: false, name: null });
  });

  test("a replay directory that is not there stops the start, by name", async () => {
    await expect(startSimulator({ port: 0, replayDir: join(folder, "gone") })).rejects.toThrow(
      `the replay directory ${join(folder, "gone")} is not a directory`,
    );
  });
});
