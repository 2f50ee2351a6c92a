/** Writes the vendor's aggregates: pages, cursors, empty answers, and the faults that bend them. */
import type { Bar } from "@/lib/domain/bar";
import { marketDayAt } from "@/lib/provider/market-days";
import { aggregateWindows, isBaseQuestion, windowStartMs } from "./aggregate-windows";
import {
  type AggregatesPath,
  type AggregatesQuestion,
  readAggregatesQuestion,
  writeCursor,
} from "./aggregates-question";
import { bendBars, bendQuestion, touchesToday } from "./bend-market";
import { bendRows, type VendorRow } from "./bend-rows";
import type { FaultName } from "./fault-catalogue";
import type { Listing, Market, MarketSplit } from "./market";
import { errorAnswer, jsonAnswer, type VendorAnswer, WORDS } from "./vendor-answer";

export type AggregatesRequest = {
  ticker: string;
  path: AggregatesPath;
  pathname: string;
  query: URLSearchParams;
  origin: string;
  requestId: string;
  struck: ReadonlySet<FaultName>;
  nowMs: number;
};

const SMALL_PAGE = 100;
const PAGING_FAULTS: readonly FaultName[] = [
  "cursor_loop",
  "foreign_next_url",
  "duplicate_bar_across_pages",
  "small_pages",
];

export async function answerAggregates(
  market: Market,
  listing: Listing | null,
  exchange: Listing["calendar"],
  request: AggregatesRequest,
): Promise<{ answer: VendorAnswer; rows: number }> {
  const { requestId, struck, nowMs } = request;
  const refuse = (status: number, words: string) => ({
    answer: errorAnswer(status, requestId, words),
    rows: 0,
  });

  const question = readAggregatesQuestion(
    listing ?? { calendar: exchange },
    request.path,
    request.query,
  );
  if (typeof question === "string") return refuse(400, question);
  if (question.fromMs > nowMs) return refuse(403, WORDS.timeframe);
  if (listing === null || struck.has("dead_symbol"))
    return { answer: emptyAnswer(request, question), rows: 0 };
  if (struck.has("forbidden_before_eod") && touchesToday(listing, question.toMsExclusive, nowMs)) {
    return refuse(403, WORDS.beforeEndOfDay);
  }
  if (struck.has("results_null") || struck.has("no_results_key")) {
    return { answer: emptyAnswer(request, question), rows: 0 };
  }
  if (
    struck.has("endless_cursor") ||
    (struck.has("empty_page_with_cursor") && question.cursor === null)
  ) {
    return {
      answer: emptyAnswer(request, question, nextUrl(request, question, question.fromMs)),
      rows: 0,
    };
  }
  return writePage(market, listing, request, question);
}

async function writePage(
  market: Market,
  listing: Listing,
  request: AggregatesRequest,
  question: AggregatesQuestion,
): Promise<{ answer: VendorAnswer; rows: number }> {
  const { struck, nowMs } = request;
  const small = PAGING_FAULTS.some((name) => struck.has(name));
  const limit = small ? Math.min(SMALL_PAGE, question.limit) : question.limit;
  const asked = bendQuestion(struck, listing, {
    timeframe: question.base,
    fromMs: question.fromMs,
    toMsExclusive: question.toMsExclusive,
    limit: limit + 1,
    nowMs,
  });
  const base = await market.bars(listing, asked);
  const { page, nextMs } = cutPage(base, limit, question, listing);
  const adjusted = question.adjusted ? adjust(page, market.splits(listing), listing, nowMs) : page;
  const windows = isBaseQuestion(question)
    ? adjusted
    : aggregateWindows(adjusted, question, listing.calendar);
  const bars = bendBars(
    struck,
    listing,
    nextMs === null ? asked : { ...asked, toMsExclusive: nextMs },
    windows,
  );
  const next = nextMs === null ? null : followUp(request, question, nextMs, page);
  return { answer: bodyAnswer(request, question, bars, base.length, next), rows: bars.length };
}

/** One base bar more than the page holds was asked for: it tells that there is a next page and where it begins. Windows are never split between pages. */
function cutPage(
  base: Bar[],
  limit: number,
  question: AggregatesQuestion,
  { calendar }: Listing,
): { page: Bar[]; nextMs: number | null } {
  const beyond = base[limit];
  if (beyond === undefined) return { page: base, nextMs: null };
  const windowMs = windowStartMs(question, calendar, beyond.t);
  const whole = isBaseQuestion(question) ? limit : base.findIndex(({ t }) => t >= windowMs);
  return whole > 0
    ? { page: base.slice(0, whole), nextMs: isBaseQuestion(question) ? beyond.t : windowMs }
    : { page: base.slice(0, limit), nextMs: beyond.t };
}

function followUp(
  request: AggregatesRequest,
  question: AggregatesQuestion,
  nextMs: number,
  page: readonly Bar[],
): string {
  const { struck } = request;
  if (struck.has("cursor_loop") && question.cursor !== null) {
    return `${request.origin}${request.pathname}?${request.query}`;
  }
  const last = page.at(-1);
  if (struck.has("duplicate_bar_across_pages") && last !== undefined)
    return nextUrl(request, question, last.t);
  const next = nextUrl(request, question, nextMs);
  return struck.has("foreign_next_url")
    ? next.replace(request.origin, "https://data.example.net")
    : next;
}

/** The turn makes every cursor a new one, as the vendor's are. */
function nextUrl(request: AggregatesRequest, question: AggregatesQuestion, fromMs: number): string {
  const turn = (question.cursor?.turn ?? 0) + 1;
  const cursor = writeCursor({ fromMs, adjusted: question.adjusted, limit: question.limit, turn });
  return `${request.origin}${request.pathname}?cursor=${cursor}`;
}

function adjust(
  bars: readonly Bar[],
  splits: readonly MarketSplit[],
  { calendar }: Listing,
  nowMs: number,
): Bar[] {
  const today = marketDayAt(calendar, nowMs);
  const past = splits.filter(({ day }) => day <= today);
  if (past.length === 0) return [...bars];
  return bars.map((bar) => {
    const day = marketDayAt(calendar, bar.t);
    const factor = past.reduce(
      (product, split) => (split.day > day ? (product * split.splitFrom) / split.splitTo : product),
      1,
    );
    const price = (value: number) => Math.round(value * factor * 10_000) / 10_000;
    return {
      t: bar.t,
      open: price(bar.open),
      high: price(bar.high),
      low: price(bar.low),
      close: price(bar.close),
      volume: bar.volume / factor,
    };
  });
}

/** An empty answer has no `results` at all; years ago it had `results: null`. */
function emptyAnswer(
  request: AggregatesRequest,
  question: AggregatesQuestion,
  next?: string,
): VendorAnswer {
  return jsonAnswer(200, {
    ticker: request.ticker,
    queryCount: 0,
    resultsCount: 0,
    adjusted: question.adjusted,
    ...(request.struck.has("results_null") ? { results: null } : {}),
    status: "OK",
    request_id: request.requestId,
    count: 0,
    ...(next === undefined ? {} : { next_url: next }),
  });
}

function bodyAnswer(
  request: AggregatesRequest,
  question: AggregatesQuestion,
  bars: readonly Bar[],
  queryCount: number,
  next: string | null,
): VendorAnswer {
  if (bars.length === 0 && next === null) return emptyAnswer(request, question);
  const { struck } = request;
  return jsonAnswer(200, {
    ticker: struck.has("other_ticker_rows") ? "OTHER" : request.ticker,
    queryCount,
    resultsCount: bars.length,
    adjusted: question.adjusted || struck.has("adjusted_rows"),
    results: bendRows(struck, bars.map(toRow)),
    status: struck.has("delayed_status") ? "DELAYED" : "OK",
    request_id: request.requestId,
    count: bars.length,
    ...(next === null ? {} : { next_url: next }),
  });
}

function toRow(bar: Bar): VendorRow {
  return { v: bar.volume, o: bar.open, c: bar.close, h: bar.high, l: bar.low, t: bar.t };
}
