/** Roll-ups that an independent script made from the recorded bars. */
import { calendarFor, createCalendar } from "@/lib/domain/calendar";
import { rollUp } from "@/lib/domain/rollup";
import { readSharedBars, readSharedCsv } from "@/lib/domain/testing/shared-data";
import type { AssetClass, Timeframe } from "@/lib/domain/vocabulary";
import { type Comparison, compareBars } from "./comparison";

const SPY = "bars/etf/SPY/1m.nt-2011-01.csv.gz";
const BTC = "bars/crypto/BTCUSD/1m.bitfinex.csv.gz";

const ROLLED: [file: string, from: string, timeframe: Timeframe, assetClass: AssetClass][] = [
  ["SPY-nt-2011-01/5m", SPY, "5m", "etf"],
  ["SPY-nt-2011-01/15m", SPY, "15m", "etf"],
  ["SPY-nt-2011-01/1h", SPY, "1h", "etf"],
  ["SPY-nt-2011-01/4h-utc-grid", SPY, "4h", "etf"],
  ["BTCUSD-bitfinex/5m", BTC, "5m", "crypto"],
  ["BTCUSD-bitfinex/15m", BTC, "15m", "crypto"],
  ["BTCUSD-bitfinex/1h", BTC, "1h", "crypto"],
  ["BTCUSD-bitfinex/4h", BTC, "4h", "crypto"],
  ["BTCUSD-bitfinex/1d", BTC, "1d", "crypto"],
  ["BTCUSD-bitfinex/1w-sunday", "derived/BTCUSD-bitfinex/1d.csv.gz", "1w", "crypto"],
  ["SPY-si/1w-sunday-et", "bars/etf/SPY/1d.si.csv.gz", "1w", "etf"],
];

const OTHER_CONVENTIONS: [file: string, why: string][] = [
  [
    "SPY-nt-2011-01/4h-et-grid",
    "another convention: our 4h windows lie on the UTC grid, as the vendor's do",
  ],
  [
    "SPY-nt-2011-01/1d-extended",
    "another convention: days are fetched, never rolled up from minutes",
  ],
  [
    "SPY-nt-2011-01/1d-regular",
    "another convention: days are fetched, never rolled up from minutes",
  ],
  ["BTCUSD-bitfinex/1w-monday", "another convention: weeks begin on Sunday, as the vendor's do"],
];

export function compareDerived(): Comparison[] {
  const exchange = createCalendar();
  const rolled = ROLLED.map(([file, from, timeframe, assetClass]): Comparison => {
    const target = {
      calendar: calendarFor(exchange, assetClass),
      timeframe,
      nowMs: Date.now(),
      delayMs: 0,
    };
    const actual = [...rollUp(readSharedBars(from), target)];
    const { values, prices, volume } = compareBars(
      actual,
      readSharedBars(`derived/${file}.csv.gz`),
    );
    const why =
      volume === 0
        ? "equal"
        : "times and prices equal; the order of additions decides the last bits of a volume";
    return { reference: `derived/${file}`, values, deviation: Math.max(prices, volume), why };
  });
  const others = OTHER_CONVENTIONS.map(([file, why]): Comparison => {
    // Read all the same: a file that is gone should be noticed.
    readSharedCsv(`derived/${file}.csv.gz`);
    return { reference: `derived/${file}`, values: 0, deviation: null, why };
  });
  return [...rolled, ...others];
}
