/** Indicators against published regression baselines and 40-digit computations, column by column. */
import type { Bar } from "@/lib/domain/bar";
import {
  atr,
  bollinger,
  ema,
  logReturns,
  realisedVolatility,
  rollingDeviation,
  rsi,
  sma,
  trueRange,
} from "@/lib/domain/indicators";
import { readSharedBars, readSharedCsv } from "@/lib/domain/testing/shared-data";
import { type Comparison, relative } from "./comparison";

type Rows = Record<string, string>[];
type Columns = Record<string, Float64Array>;

const COMPUTED = [
  { file: "spy-2017-2018-1d", bars: "etf/SPY/1d.si", year: 252 },
  { file: "aapl-wiki-2011-2012-1d", bars: "stock/AAPL/1d.wiki", year: 252 },
  { file: "btcusd-coinbase-4h-last3000", bars: "crypto/BTCUSD/4h.coinbase", year: 2190 },
];

export function compareIndicators(): Comparison[] {
  const published = readSharedCsv("reference/si-spy-2017-2018.csv");
  const publishedBars = published.map(
    ({ date, open, high, low, close, volume }): Bar => ({
      t: Date.parse(date ?? ""),
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      volume: Number(volume),
    }),
  );
  return [
    ...compareColumns("reference/si-spy-2017-2018.csv", published, oursOf(publishedBars, 252)),
    ...COMPUTED.flatMap(({ file, bars: source, year }) => {
      const rows = readSharedCsv(`reference/computed/${file}.csv.gz`);
      const wanted = new Set(rows.map(({ t }) => Date.parse(t ?? "")));
      const bars = readSharedBars(`bars/${source}.csv.gz`).filter(({ t }) => wanted.has(t));
      return compareColumns(`reference/computed/${file}`, rows, oursOf(bars, year));
    }),
  ];
}

function oursOf(bars: readonly Bar[], year: number): Columns {
  const of = (name: "high" | "low" | "close") => Float64Array.from(bars, (bar) => bar[name]);
  const [high, low, close] = [of("high"), of("low"), of("close")];
  const bands = bollinger(close);
  const returns = logReturns(close);
  const [fast, slow] = [ema(close, 12), ema(close, 26)];
  const macd = fast.map((value, index) => value - (slow[index] ?? Number.NaN));
  return {
    log_return_1: returns,
    [`realised_vol_20_sample_ann${year}`]: realisedVolatility(returns, 20, year),
    [`realised_vol_60_sample_ann${year}`]: realisedVolatility(returns, 60, year),
    sma_20: sma(close, 20),
    sma_50: sma(close, 50),
    sma_200: sma(close, 200),
    ema_12: fast,
    ema_20: ema(close, 20),
    ema_26: slow,
    macd_12_26: macd,
    macd_12_26_9: macd,
    rsi_14: rsi(close, 14),
    tr: trueRange(high, low, close),
    atr_14: atr(high, low, close, 14),
    bb_mid_20: bands.middle,
    bb_upper_20_2: bands.upper,
    bb_lower_20_2: bands.lower,
    stdev_pop_14: rollingDeviation(close, 14, 14),
  };
}

/** One row a column that both have; the others are named in one. */
function compareColumns(reference: string, rows: Rows, ours: Columns): Comparison[] {
  const names = Object.keys(rows[0] ?? {}).filter((name) => !BARS.has(name));
  const compared = names.flatMap((name): Comparison[] => {
    const values = ours[name];
    if (!values) return [];
    const expected = rows.map((row) => (row[name] ? Number(row[name]) : Number.NaN));
    const deviation = expected.reduce(
      (worst, value, index) => Math.max(worst, relative(values[index] ?? Number.NaN, value)),
      0,
    );
    const given = expected.filter((value) => !Number.isNaN(value)).length;
    const why = deviation === 0 ? "equal" : WHY;
    return [{ reference: `${reference}: ${name}`, values: given, deviation, why }];
  });
  const others = names.filter((name) => !ours[name]);
  if (others.length === 0) return compared;
  const why = `not a feature here: ${others.join(", ")}`;
  return [...compared, { reference, values: 0, deviation: null, why }];
}

const BARS = new Set(["date", "t", "open", "high", "low", "close", "volume"]);
const WHY = "rounding of doubles in another order of additions; warm-up in the same places";
