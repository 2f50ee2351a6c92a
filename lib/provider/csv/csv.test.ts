import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FetchBarsInput } from "@/lib/provider/provider";
import {
  collectBars,
  collectPages,
  collectUntilFailure,
} from "@/lib/provider/testing/simulated-vendor";
import { createCsvProvider } from "./csv";

const START_MS = Date.UTC(2024, 0, 2, 14, 30);
const HEADER = "t,open,high,low,close,volume\n";

let folder: string;

const row = (index: number, close = "1.5") =>
  `${new Date(START_MS + index * 60_000).toISOString().replace(".000", "")},1,2,0.5,${close},${index}\n`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "candlewatch-own-bars-"));
  const put = async (path: string, content: string | Buffer) => {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const rows = Array.from({ length: 250 }, (_, index) => row(index)).join("");
  await put("stock/AAPL/1m.csv", HEADER + rows);
  await put("stock/MSFT/1m.b.csv", HEADER + row(0, "2"));
  await put("stock/MSFT/1m.a.csv.gz", gzipSync(HEADER + row(0, "1")));
  await put("stock/BAD/1m.csv", HEADER + row(0) + row(1, "oops"));
  await put("index/SPX/1d.csv", HEADER + row(0));
  await put("crypto/BTCUSD/1m.csv", HEADER + row(7));
});
afterAll(() => rm(folder, { recursive: true }));

const ask = (input: Partial<FetchBarsInput>): FetchBarsInput => ({
  symbol: "AAPL",
  assetClass: "stock",
  timeframe: "1m",
  purpose: "manual",
  fromMs: START_MS,
  toMsExclusive: START_MS + 86_400_000,
  ...input,
});

test("a range is given page by page, half-open, the last page marked", async () => {
  const provider = createCsvProvider({ directory: folder, pageLimit: 100 });
  const range = ask({ fromMs: START_MS + 50 * 60_000, toMsExclusive: START_MS + 220 * 60_000 });

  const pages = await collectPages(provider.fetchBars(range));

  expect(pages.map(({ page, isLast, bars }) => [page, isLast, bars.length])).toEqual([
    [1, false, 50],
    [2, false, 100],
    [3, true, 20],
  ]);
  expect(pages[0]?.bars[0]).toEqual({
    t: START_MS + 50 * 60_000,
    open: 1,
    high: 2,
    low: 0.5,
    close: 1.5,
    volume: 50,
  });
});

test("of several sources of a timeframe the first by name is served", async () => {
  const provider = createCsvProvider({ directory: folder });

  expect(await collectBars(provider.fetchBars(ask({ symbol: "MSFT" })))).toMatchObject([
    { close: 1 },
  ]);
});

test("indices are served like ETFs, and coins under their pair", async () => {
  const provider = createCsvProvider({ directory: folder });

  expect(
    await collectBars(
      provider.fetchBars(ask({ symbol: "SPX", assetClass: "etf", timeframe: "1d" })),
    ),
  ).toHaveLength(1);
  expect(
    await collectBars(provider.fetchBars(ask({ symbol: "BTC", assetClass: "crypto" }))),
  ).toMatchObject([{ volume: 7 }]);
});

test.each(["NOPE", "../stock/AAPL", "..", "aapl"])(
  "the symbol %s has no bars and is not known",
  async (symbol) => {
    const provider = createCsvProvider({ directory: folder });

    expect(await collectPages(provider.fetchBars(ask({ symbol })))).toMatchObject([
      { bars: [], isLast: true },
    ]);
    expect(await provider.checkSymbol?.({ symbol, assetClass: "stock", purpose: "check" })).toEqual(
      { known: false, name: null },
    );
  },
);

test("a bad row refuses its page with file, line and column; other symbols are unaffected", async () => {
  const provider = createCsvProvider({ directory: folder });

  const { bars, error } = await collectUntilFailure(provider.fetchBars(ask({ symbol: "BAD" })));

  expect(bars).toEqual([]);
  expect(error.failure).toEqual({ kind: "malformed", page: 1, field: "close", bar: null });
  expect(error.message).toMatch(
    /^BAD 1m: .*stock\/BAD\/1m.csv, line 3: close must be a number, not "oops"$/,
  );
  expect(await collectBars(provider.fetchBars(ask({})))).toHaveLength(250);
});

test("a directory that is gone is an unavailable provider, named", async () => {
  const provider = createCsvProvider({ directory: join(folder, "gone") });

  const { error } = await collectUntilFailure(provider.fetchBars(ask({})));

  expect(error.failure.kind).toBe("unavailable");
  expect(error.message).toContain(join(folder, "gone"));
});
