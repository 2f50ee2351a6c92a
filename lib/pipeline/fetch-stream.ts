/** One range of a base stream: fetched page by page, checked, stored; a killed fetch goes on after its last stored page. */
import { updateJobAttempts } from "@/lib/db/queries/jobs";
import type { MsRange } from "@/lib/db/queries/multirange";
import { ensureSeries } from "@/lib/db/queries/series";
import { selectSplits } from "@/lib/db/queries/splits";
import { selectStream, updateStreamAnswered } from "@/lib/db/queries/streams";
import { calendarFor } from "@/lib/domain/calendar";
import { BASE_OF, type BaseTimeframe, TIMEFRAMES, type Timeframe } from "@/lib/domain/vocabulary";
import type { BarPage } from "@/lib/provider/provider";
import type { PipelineDeps } from "./deps";
import type { FetchStreamInput } from "./fetch-stream-input";
import { createRequestLog, type RequestLog } from "./request-log";
import { inRequestSlot } from "./request-slots";
import { type StreamWork, storePage } from "./store-page";

export type FetchedStream = {
  /** Bars the vendor sent; null when part of the range had been stored by an earlier, interrupted attempt. */
  received: number | null;
  inserted: number;
  changed: number;
  unchanged: number;
  rejected: number;
  provisional: number;
  /** Moves by more than half for which no split is known. */
  unexplained: number;
};

const NOTHING: Omit<FetchedStream, "received"> = {
  inserted: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  provisional: 0,
  unexplained: 0,
};

/**
 * Fetches what remains of `[fromMs, toMs)`. Every page is stored in one transaction together with the cursor, so a
 * repeated call repeats no page. @throws ProviderError as the provider throws it; pages before it stay stored
 */
export async function fetchStream(
  deps: PipelineDeps,
  input: FetchStreamInput,
): Promise<FetchedStream> {
  const { executionId, symbol, timeframe, attempt } = input;
  const timeframes = dependentTimeframes(timeframe);
  // The first one was noted as the jobs were taken.
  if (executionId && attempt > 1) {
    await updateJobAttempts(deps.db, { executionId, symbol, timeframes, attempt });
  }
  const stream = await selectStream(deps.db, { symbol, timeframe });
  const remaining = within(stream?.fetchRemaining ?? [], input);
  const isWhole = remaining[0]?.fromMs === input.fromMs && remaining[0]?.toMs === input.toMs;
  const total: FetchedStream = { ...NOTHING, received: isWhole ? 0 : null };
  if (remaining.length === 0) return total;

  const work = await openWork(deps, input, stream?.storedFrom ?? null);
  const requests = createRequestLog(deps, executionId);
  try {
    for (const range of remaining) await fetchRange(deps, work, { range, requests, total });
  } finally {
    await requests.flush();
  }
  return total;
}

/** The timeframes that a stream feeds. */
export function dependentTimeframes(base: BaseTimeframe): Timeframe[] {
  return TIMEFRAMES.filter((timeframe) => BASE_OF[timeframe] === base);
}

async function openWork(
  deps: PipelineDeps,
  input: FetchStreamInput,
  storedFrom: Date | null,
): Promise<StreamWork> {
  const [ids, splits] = await Promise.all([
    ensureSeries(deps.db, input.symbol),
    selectSplits(deps.db, input.symbol),
  ]);
  return {
    ...input,
    calendar: calendarFor(deps.exchange, input.assetClass),
    seriesId: ids[input.timeframe],
    storedFromMs: storedFrom?.getTime() ?? null,
    splitDays: new Set(splits.map(({ executionDay }) => executionDay)),
    dependents: dependentTimeframes(input.timeframe),
  };
}

type RangeWork = { range: MsRange; requests: RequestLog; total: FetchedStream };

/** While one page is being stored the next one is under way. */
async function fetchRange(
  deps: PipelineDeps,
  work: StreamWork,
  { range, requests, total }: RangeWork,
): Promise<void> {
  const pages = deps.provider
    .fetchBars({
      symbol: work.symbol,
      assetClass: work.assetClass,
      timeframe: work.timeframe,
      fromMs: range.fromMs,
      toMsExclusive: range.toMs,
      purpose: work.purpose,
      attempt: work.attempt,
      onRequest: requests.onRequest,
      ...(work.signal ? { signal: work.signal } : {}),
    })
    [Symbol.asyncIterator]();
  let previousT: number | null = null;
  let answeredMs = range.fromMs;
  const ask = () => askForPage(deps, pages, requests);
  let next: Promise<AskedPage> | null = ask();

  while (next) {
    const { page, ...times }: AskedPage = await next;
    if (!page) break;
    next = page.isLast ? null : ask();
    next?.catch(ignoreUntilAwaited);
    const stored = await storePage(deps, work, { page, range, answeredMs, previousT, ...times });
    await requests.flush();
    addTo(total, page, stored.counts);
    previousT = stored.lastT ?? previousT;
    answeredMs = stored.answeredMs;
  }
  // A provider that ends without a last page has answered the whole range nevertheless.
  if (answeredMs < range.toMs) {
    await updateStreamAnswered(deps.db, {
      symbol: work.symbol,
      timeframe: work.timeframe,
      answered: range,
    });
  }
}

type AskedPage = {
  /** Null: there are no more. */
  page: BarPage | null;
  fetchMs: number;
  waitMs: number;
};

/** The next page, and what the time went into: the vendor's answer, or the wait for a slot and for our own budget. */
async function askForPage(
  deps: PipelineDeps,
  pages: AsyncIterator<BarPage>,
  requests: RequestLog,
): Promise<AskedPage> {
  const askedMs = deps.now().getTime();
  return inRequestSlot(deps, async () => {
    const slotMs = deps.now().getTime();
    const { value, done } = await pages.next();
    const throttledMs = requests.takeThrottledMs();
    return {
      page: done ? null : value,
      fetchMs: Math.max(0, deps.now().getTime() - slotMs - throttledMs),
      waitMs: slotMs - askedMs + throttledMs,
    };
  });
}

/** The rejection is seen where the promise is awaited; without a handler in between Node would call it unhandled. */
function ignoreUntilAwaited() {}

function addTo(total: FetchedStream, page: BarPage, counts: Omit<FetchedStream, "received">): void {
  if (total.received !== null) total.received += page.bars.length;
  total.inserted += counts.inserted;
  total.changed += counts.changed;
  total.unchanged += counts.unchanged;
  total.rejected += counts.rejected;
  total.provisional += counts.provisional;
  total.unexplained += counts.unexplained;
}

function within(ranges: readonly MsRange[], bounds: MsRange): MsRange[] {
  return ranges
    .map((range) => ({
      fromMs: Math.max(range.fromMs, bounds.fromMs),
      toMs: Math.min(range.toMs, bounds.toMs),
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}
