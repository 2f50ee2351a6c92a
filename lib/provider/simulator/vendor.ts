/** The simulated vendor without its sockets: which answer a request gets, given the market, the faults and the hour. */
import type { Calendar } from "@/lib/domain/calendar";
import { dayNumber } from "@/lib/domain/calendar-days";
import { BarsFileFault } from "@/lib/provider/csv/bars-file";
import { marketDayAt } from "@/lib/provider/market-days";
import { answerAggregates } from "./answer-aggregates";
import {
  answerMarketNow,
  answerMarketUpcoming,
  answerSplits,
  answerTicker,
} from "./answer-reference";
import { SKEW_MS } from "./bend-market";
import { answerInstead, withMishap } from "./fault-answers";
import type { FaultBoard } from "./fault-board";
import type { FaultName } from "./fault-catalogue";
import type { Listing, Market, MarketSplit } from "./market";
import { errorAnswer, type VendorAnswer } from "./vendor-answer";

export type Vendor = {
  market: Market;
  exchange: Calendar;
  board: FaultBoard;
};

export type VendorRequest = {
  url: URL;
  authorization: string | undefined;
  requestId: string;
  nowMs: number;
};

export type Outcome = {
  answer: VendorAnswer;
  rows: number;
  struck: ReadonlySet<FaultName>;
  clockMs: number;
};

const AGGREGATES = /^\/v2\/aggs\/ticker\/([^/]+)\/range\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/;
const TICKER = /^\/v3\/reference\/tickers\/([^/]+)$/;
const NO_FAULTS: ReadonlySet<FaultName> = new Set();

export async function askVendor(vendor: Vendor, request: VendorRequest): Promise<Outcome> {
  const { requestId, nowMs } = request;
  const key =
    request.authorization?.replace(/^Bearer /, "") ?? request.url.searchParams.get("apiKey") ?? "";
  const outcome = (answer: VendorAnswer, struck = NO_FAULTS, rows = 0): Outcome => ({
    answer: withMishap(struck, answer),
    rows,
    struck,
    clockMs: struck.has("clock_skew") ? nowMs - SKEW_MS : nowMs,
  });
  if (key === "") return outcome(errorAnswer(401, requestId, "API Key was not provided"));

  const aggregates = AGGREGATES.exec(request.url.pathname);
  const struck = vendor.board.strike(aggregates === null ? null : symbolOf(part(aggregates, 1)));
  const instead = answerInstead(struck, requestId);
  if (instead !== null) return outcome(instead, struck);
  try {
    if (aggregates === null) return outcome(await answerReference(vendor, request), struck);
    const { answer, rows } = await askAggregates(vendor, request, aggregates, struck);
    return outcome(answer, struck, rows);
  } catch (error) {
    if (!(error instanceof BarsFileFault)) throw error;
    // Asking again would not mend a file, so this is no 5xx.
    return outcome(
      errorAnswer(422, requestId, `The recorded bars can't be read: ${error.message}`),
      struck,
    );
  }
}

async function askAggregates(
  vendor: Vendor,
  request: VendorRequest,
  match: RegExpExecArray,
  struck: ReadonlySet<FaultName>,
): Promise<{ answer: VendorAnswer; rows: number }> {
  const ticker = part(match, 1);
  const { url, requestId, nowMs } = request;
  return answerAggregates(vendor.market, await vendor.market.find(ticker), vendor.exchange, {
    ticker,
    path: {
      multiplier: part(match, 2),
      timespan: part(match, 3),
      from: part(match, 4),
      to: part(match, 5),
    },
    pathname: url.pathname,
    query: url.searchParams,
    origin: url.origin,
    requestId,
    struck,
    nowMs,
  });
}

async function answerReference(vendor: Vendor, request: VendorRequest): Promise<VendorAnswer> {
  const { exchange } = vendor;
  const { url, requestId, nowMs } = request;
  const ticker = TICKER.exec(url.pathname);
  if (ticker !== null) return answerTicker(await findAlive(vendor, part(ticker, 1)), requestId);
  switch (url.pathname) {
    case "/stocks/v1/splits":
    case "/v3/reference/splits": {
      const splits = await splitsFor(vendor, url.searchParams.get("ticker"));
      return answerSplits(splits, { query: url.searchParams, requestId, nowMs, exchange });
    }
    case "/v1/marketstatus/now":
      return answerMarketNow(exchange, nowMs);
    case "/v1/marketstatus/upcoming":
      return answerMarketUpcoming(exchange, nowMs);
    default:
      return errorAnswer(404, requestId, `There is nothing at ${url.pathname}`);
  }
}

async function findAlive({ market, board }: Vendor, ticker: string): Promise<Listing | null> {
  return board.isPlanted("dead_symbol", symbolOf(ticker)) ? null : market.find(ticker);
}

/** A split planted to come during a run is in the prices at once, and in this list only when the run is under way. */
async function splitsFor(vendor: Vendor, ticker: string | null): Promise<MarketSplit[]> {
  const { market, board } = vendor;
  const listing = ticker === null ? null : await findAlive(vendor, ticker);
  if (ticker !== null && listing === null) return [];
  return market
    .splits(listing)
    .filter(
      ({ planted, ticker: of }) => planted !== true || !board.isPending("split_during_run", of),
    );
}

/** The 4-for-1 split that `split_during_run` plants, at the first session of the month so that a restart does not move it. */
export function plantedSplits(
  board: FaultBoard,
  exchange: Calendar,
  nowMs: number,
): (ticker: string) => MarketSplit[] {
  return (ticker) => {
    if (ticker.startsWith("X:") || !board.isPlanted("split_during_run", ticker)) return [];
    const month = marketDayAt(exchange, nowMs).slice(0, 7);
    const firstMs = exchange.midnightMs(dayNumber(`${month}-01`));
    const day = exchange.sessionAt(exchange.rankAt(firstMs - 1))?.day;
    return day === undefined ? [] : [{ ticker, day, splitFrom: 1, splitTo: 4, planted: true }];
  };
}

function symbolOf(ticker: string): string {
  return ticker.startsWith("X:") ? ticker.slice(2) : ticker;
}

function part(match: RegExpExecArray, index: number): string {
  return decodeURIComponent(match[index] ?? "");
}
