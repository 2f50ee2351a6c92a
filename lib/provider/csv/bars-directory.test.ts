import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listRecordedSymbols } from "./bars-directory";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "bars-"));
  for (const file of [
    "stock/AAPL/1d.wiki.csv.gz",
    "index/SPX/1d.csv",
    "crypto/BTCUSD/1d.csv",
    "crypto/BTCUSD/1m.coinbase.csv.gz",
    "crypto/ETHUSD/5m.csv",
    "notes/readme/1d.csv",
  ]) {
    mkdirSync(join(directory, file, ".."), { recursive: true });
    writeFileSync(join(directory, file), "");
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

test("lists the symbols with a minute or daily file, each with the streams it can answer", async () => {
  expect(await listRecordedSymbols(directory)).toEqual([
    { symbol: "AAPL", assetClass: "stock", bases: ["1d"] },
    { symbol: "SPX", assetClass: "etf", bases: ["1d"] },
    { symbol: "BTCUSD", assetClass: "crypto", bases: ["1m", "1d"] },
  ]);
});
