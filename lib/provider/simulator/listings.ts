/** Who is listed in the made-up market: well-known tickers, and SIM1, SIM2 … for as many more as a load test wants. */
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import type { AssetClass } from "@/lib/domain/vocabulary";
import { keyOf, uniform } from "./hash";
import type { Listing } from "./market";

const words = (text: string) => text.trim().split(/\s+/);

const ETFS = new Set(
  words(`SPY QQQ IWM DIA VOO VTI IVV VEA VWO EFA EEM GLD SLV TLT IEF SHY LQD HYG AGG BND XLF XLK XLE XLV XLI XLP XLY XLU XLB
  XLRE XLC SMH SOXX ARKK VNQ IBB KRE XBI USO UNG GDX GDXJ FXI EWZ EWJ INDA VUG VTV VIG SCHD JEPI RSP MDY IJR IJH VGT ITOT
  TQQQ SQQQ UVXY BIL TIP MUB VXUS ACWI`),
);

const STOCKS = new Set(
  words(`AAPL MSFT GOOGL GOOG AMZN TSLA NVDA META NFLX AVGO ASML AMD INTC QCOM TXN MU AMAT LRCX KLAC ADI NXPI MRVL ON ARM
  CRM ORCL ADBE NOW INTU SNOW PLTR PANW CRWD ZS NET DDOG SHOP UBER ABNB PYPL SQ COIN HOOD ROKU SPOT SNAP PINS TWLO OKTA
  JPM BAC WFC C GS MS SCHW BLK AXP V MA COF USB PNC TFC BK AIG MET PRU ALL TRV CB BRK.A BRK.B
  UNH JNJ LLY PFE MRK ABBV BMY AMGN GILD REGN VRTX BIIB MRNA TMO DHR ABT MDT SYK ISRG BSX EW ZTS CVS CI ELV HUM HCA
  WMT COST TGT HD LOW MCD SBUX NKE LULU TJX ROST DG DLTR YUM CMG BKNG MAR HLT DIS CMCSA T VZ TMUS CHTR WBD PARA
  PG KO PEP PM MO CL KMB GIS K HSY MDLZ KHC STZ EL XOM CVX COP SLB EOG OXY PSX VLO MPC HAL BKR KMI WMB
  BA CAT DE GE HON MMM LMT RTX NOC GD UPS FDX UNP CSX NSC DAL UAL AAL LUV F GM RIVN LCID NIO BABA JD PDD BIDU TSM
  LIN APD SHW ECL FCX NEM NUE DOW DD AA CLF X NEE DUK SO D AEP EXC SRE AES PCG AMT PLD CCI EQIX SPG O PSA WELL
  IBM CSCO ACN HPQ HPE DELL WDC STX ANET FTNT CDNS SNPS ROP ADSK WDAY TEAM MDB GME AMC PTON ZM DOCU ETSY EBAY MELI SE
  YHOO GORO PENNY SPX`),
);

const COINS = new Set(
  words(
    "BTC ETH SOL XRP ADA DOGE LTC BCH LINK AVAX DOT MATIC UNI ATOM XLM ETC AAVE ALGO NEAR SHIB",
  ),
);
const QUOTES = ["USDT", "USDC", "BUSD", "USD", "EUR"];

/** Those that came to market late: what lies before is no gap. */
const LISTED_ON = new Map<string, string>([
  ["ABNB", "2020-12-10"],
  ["ARM", "2023-09-14"],
  ["COIN", "2021-04-14"],
  ["HOOD", "2021-07-29"],
  ["PLTR", "2020-09-30"],
  ["RIVN", "2021-11-10"],
  ["SNOW", "2020-09-16"],
  ["UBER", "2019-05-10"],
]);

const PRICES = new Map<string, number>([
  ["SPY", 590],
  ["QQQ", 510],
  ["AAPL", 230],
  ["MSFT", 430],
  ["GOOGL", 175],
  ["AMZN", 205],
  ["TSLA", 330],
  ["NVDA", 140],
  ["META", 570],
  ["NFLX", 880],
  ["AVGO", 170],
  ["ASML", 680],
  ["BTCUSD", 68_000],
  ["ETHUSD", 2_600],
  ["SOLUSD", 160],
  ["XRPUSD", 0.6],
  ["DOGEUSD", 0.15],
]);

/** How a made-up symbol behaves; all of it follows from its name and the seed. */
export type Character = Listing & {
  key: number;
  /** Where its price is at home. */
  basePrice: number;
  /** Standard deviation of a day's log return. */
  dailyVolatility: number;
  dailyVolume: number;
  /** 1 when volumes are whole; more for most, whose volumes are fractional as at the vendor. */
  unitsPerShare: number;
  /** Share of the minutes that trade, in regular hours and outside them. */
  regularPresence: number;
  extendedPresence: number;
  listedDay: string;
};

export function findCharacter(exchange: Calendar, seed: number, ticker: string): Character | null {
  const found = classify(ticker);
  if (found === null) return null;
  const { symbol, assetClass } = found;
  const key = keyOf(`${seed}/${symbol}`);
  const dice = (side: number) => uniform(key, side, 0);
  const crypto = assetClass === "crypto";
  const thin = !PRICES.has(symbol) && dice(1) < 0.12;
  return {
    ticker,
    symbol,
    name: `${symbol} (simulated)`,
    assetClass,
    calendar: calendarFor(exchange, assetClass),
    key,
    basePrice: PRICES.get(symbol) ?? Math.round(800 * 10 ** (2 * dice(2))) / 100,
    dailyVolatility: crypto ? 0.028 : 0.008 + 0.014 * dice(3),
    dailyVolume: thin ? 40_000 : (crypto ? 2e4 : 2e6) * 10 ** (1.5 * dice(4)),
    unitsPerShare: unitsPerShare(crypto, dice(5)),
    regularPresence: thin ? 0.35 : 1,
    extendedPresence: thin ? 0.02 : 0.15 + 0.6 * dice(6),
    listedDay: LISTED_ON.get(symbol) ?? (crypto ? "2014-01-01" : "2004-01-02"),
  };
}

function unitsPerShare(crypto: boolean, dice: number): number {
  if (crypto) return 1e8;
  return dice < 0.2 ? 1 : 1e4;
}

function classify(ticker: string): { symbol: string; assetClass: AssetClass } | null {
  if (ticker.startsWith("X:")) {
    const symbol = ticker.slice(2);
    const quote = QUOTES.find(
      (name) => symbol.endsWith(name) && COINS.has(symbol.slice(0, -name.length)),
    );
    return quote === undefined ? null : { symbol, assetClass: "crypto" };
  }
  if (ETFS.has(ticker)) return { symbol: ticker, assetClass: "etf" };
  if (STOCKS.has(ticker) || /^SIM\d{1,6}$/.test(ticker))
    return { symbol: ticker, assetClass: "stock" };
  return null;
}
