/** The vendor's aggregates, page by page, under every habit it is known for. */

import type { Bar } from "@/lib/domain/bar";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { LONGEST_PAUSE_MS } from "@/lib/domain/gaps";
import { marketDayAt } from "@/lib/provider/market-days";
import type { BarPage, FetchBarsInput } from "@/lib/provider/provider";
import { readBars } from "./bars";
import { type AggregatesBody, aggregatesBody } from "./bodies";
import { nextPage } from "./next-page";
import {
  type Answer,
  malformed,
  type Question,
  type Reading,
  type RequestDeps,
  request,
} from "./request";
import { toVendorTicker } from "./ticker";

export type FetchBarsDeps = RequestDeps & {
  exchange: Calendar;
  maxPages: number;
  /** Base bars a page, at most 50,000. */
  pageLimit: number;
};

type Cursor = { question: Question; previous: Bar | null; seen: Set<string>; anyBars: boolean };

export async function* fetchBars(
  deps: FetchBarsDeps,
  input: FetchBarsInput,
): AsyncGenerator<BarPage> {
  if (input.fromMs >= input.toMsExclusive) return;
  const ticker = toVendorTicker(input.symbol, input.assetClass);
  const prefix = `/v2/aggs/ticker/${encodeURIComponent(ticker)}/range/1/${input.timeframe === "1m" ? "minute" : "day"}/`;
  let path: string | null = `${prefix}${askedRange(deps, input)}`;
  const seen = new Set<string>();
  let previous: Bar | null = null;

  for (let page = 1; path !== null; page += 1) {
    seen.add(path);
    const question: Question = {
      operation: "bars",
      path,
      symbol: input.symbol,
      timeframe: input.timeframe,
      page,
    };
    const cursor: Cursor = { question, previous, seen, anyBars: previous !== null };
    const read: { page: BarPage; nextPath: string | null } = await request(
      deps,
      input,
      question,
      (answer) => readPage(deps, input, { ticker, prefix, cursor }, answer),
    );
    yield read.page;
    previous = read.page.bars.at(-1) ?? previous;
    path = read.nextPath;
  }
}

/** `from` and `to` are inclusive at the vendor. Days are asked for as dates, so that no window is cut by an instant inside it. */
function askedRange(deps: FetchBarsDeps, input: FetchBarsInput): string {
  const { fromMs, toMsExclusive } = input;
  const query = `?adjusted=false&sort=asc&limit=${deps.pageLimit}`;
  if (input.timeframe === "1m") return `${fromMs}/${toMsExclusive - 1}${query}`;
  const calendar = calendarFor(deps.exchange, input.assetClass);
  return `${marketDayAt(calendar, fromMs)}/${marketDayAt(calendar, toMsExclusive - 1)}${query}`;
}

function readPage(
  deps: FetchBarsDeps,
  input: FetchBarsInput,
  asked: { ticker: string; prefix: string; cursor: Cursor },
  answer: Answer,
): Reading<{ page: BarPage; nextPath: string | null }> {
  const { question, previous, seen, anyBars } = asked.cursor;
  const body = checkBody(question, asked.ticker, answer.json);
  const results = body.results ?? [];
  const read = readBars(results, input, previous);
  if ("message" in read) throw malformed(question, read);

  const next = nextPage({
    nextUrl: body.next_url,
    baseUrl: deps.baseUrl,
    pathPrefix: asked.prefix,
    seen,
  });
  if (next !== null && "refused" in next) {
    throw malformed(question, {
      field: "next_url",
      bar: null,
      message: `is refused: ${next.refused}`,
    });
  }
  if (next !== null && question.page >= deps.maxPages) {
    const message = `goes on after ${deps.maxPages} pages`;
    throw malformed(question, { field: "next_url", bar: null, message });
  }

  const first = read.bars[0];
  const clipped = !anyBars && first !== undefined && first.t - input.fromMs > LONGEST_PAUSE_MS;
  const requestId = body.request_id ?? answer.requestId;
  const page: BarPage = {
    bars: read.bars,
    page: question.page,
    isLast: next === null,
    requestId,
    delayed: body.status === "DELAYED",
    vendorNowMs: answer.vendorNowMs,
    duplicates: read.duplicates,
    outsideRange: read.outsideRange,
    clippedHeadMs: clipped ? first.t : null,
  };
  return { value: { page, nextPath: next?.path ?? null }, rows: results.length, requestId };
}

function checkBody(question: Question, ticker: string, json: unknown): AggregatesBody {
  const parsed = aggregatesBody.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join(".") || "body";
    throw malformed(
      question,
      { field, bar: null, message: `is not as documented: ${issue?.message}` },
      parsed.error,
    );
  }
  const body = parsed.data;
  if ((body.results ?? []).length === 0) return body;
  if (body.ticker !== ticker) {
    const message = `is ${body.ticker ?? "absent"} where ${ticker} was asked for`;
    throw malformed(question, { field: "ticker", bar: null, message });
  }
  if (body.adjusted === true) {
    const message = "is true: these bars are split-adjusted where raw ones were asked for";
    throw malformed(question, { field: "adjusted", bar: null, message });
  }
  return body;
}
