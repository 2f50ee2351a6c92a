/** What the simulated vendor's HTTP side asks of a market, made up or recorded. */
import type { Bar } from "@/lib/domain/bar";
import type { Calendar } from "@/lib/domain/calendar";
import type { AssetClass, BaseTimeframe } from "@/lib/domain/vocabulary";

export type Listing = {
  /** The vendor's spelling: `AAPL`, `X:BTCUSD`. */
  ticker: string;
  /** Without the market's prefix: `BTCUSD`. */
  symbol: string;
  name: string;
  assetClass: AssetClass;
  calendar: Calendar;
};

export type MarketSplit = {
  ticker: string;
  day: string;
  splitFrom: number;
  splitTo: number;
  /** By a fault, which also decides from when on it is listed. */
  planted?: boolean;
};

export type BarsQuestion = {
  timeframe: BaseTimeframe;
  fromMs: number;
  toMsExclusive: number;
  /** At most so many bars, from the oldest. */
  limit: number;
  /** Nothing after this instant exists yet; the window it lies in is still forming. */
  nowMs: number;
};

export type Market = {
  find(ticker: string): Promise<Listing | null>;
  /** Raw bars, oldest first. @throws MarketFileFault when a recorded file can't be read */
  bars(listing: Listing, question: BarsQuestion): Promise<Bar[]>;
  /** All splits of one listing, or of the whole market, oldest first, future ones included. */
  splits(listing: Listing | null): MarketSplit[];
};
