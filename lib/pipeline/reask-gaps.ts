/** Finds sessions without a single bar, asks for them again once a day, and believes the vendor after the second empty answer. */
import {
  type Gap,
  resolveFilledGaps,
  selectCoverage,
  selectGaps,
  settleGaps,
  upsertMissingDays,
} from "@/lib/db/queries/gaps";
import { isSymbolAtWork } from "@/lib/db/queries/jobs";
import type { MsRange } from "@/lib/db/queries/multirange";
import { openFetch, type Stream, selectStreams } from "@/lib/db/queries/streams";
import { selectTrackedSymbols, type TrackedSymbol } from "@/lib/db/queries/symbols";
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { DAY_MS } from "@/lib/domain/calendar-days";
import { sessionOn, sessionsBetween } from "@/lib/domain/calendar-sessions";
import { windowsInSession } from "@/lib/domain/expected-windows";
import { computeSymbol } from "./compute-symbol";
import type { PipelineDeps } from "./deps";
import { fetchStream } from "./fetch-stream";

export type GapStream = { symbol: string; timeframe: Stream["timeframe"]; days: string[] };

/** An empty answer to the first fetch and to this many re-asks: the day has no bars. */
const CONFIRM_AFTER = 2;
/** Days asked for again in one go, so that a long hole does not eat the budget. */
const DAYS_AT_ONCE = 20;

/** Writes down new gaps, closes filled ones, and lists what is due to be asked for again. */
export async function findGaps(deps: PipelineDeps): Promise<GapStream[]> {
  const now = deps.now();
  await resolveFilledGaps(deps.db, now);
  const symbols = new Map((await selectTrackedSymbols(deps.db)).map((row) => [row.symbol, row]));
  const due: GapStream[] = [];
  for (const stream of await selectStreams(deps.db)) {
    const symbol = symbols.get(stream.symbol);
    if (!symbol?.active) continue;
    const days = await findStreamGaps(deps, { stream, symbol, now });
    if (days.length > 0) due.push({ symbol: stream.symbol, timeframe: stream.timeframe, days });
  }
  return due;
}

async function findStreamGaps(
  deps: PipelineDeps,
  { stream, symbol, now }: { stream: Stream; symbol: TrackedSymbol; now: Date },
): Promise<string[]> {
  const { storedFrom, answeredThrough, timeframe } = stream;
  if (!storedFrom || !answeredThrough) return [];
  const calendar = calendarFor(deps.exchange, symbol.assetClass);
  // The session of the last answer may still be going on.
  const sessions = sessionsBetween(
    calendar,
    storedFrom.getTime(),
    answeredThrough.getTime(),
  ).filter(({ extendedCloseMs }) => extendedCloseMs <= answeredThrough.getTime());
  const [first] = sessions;
  const last = sessions.at(-1);
  if (!first || !last) return [];
  const key = { symbol: stream.symbol, timeframe };
  const toDay = new Date(Date.parse(last.day) + DAY_MS).toISOString().slice(0, 10);
  const covered = await selectCoverage(deps.db, { ...key, fromDay: first.day, toDay });
  const hasBars = new Set(covered.map(({ day }) => day));
  const missing = sessions
    .filter(({ day }) => !hasBars.has(day))
    .map((session) => ({ day: session.day, expectedBars: windowsInSession(session, timeframe) }));
  await upsertMissingDays(deps.db, { ...key, days: missing, now });
  const gaps = await selectGaps(deps.db, key);
  return gaps
    .filter((gap) => isDue(gap, now))
    .map(({ day }) => day)
    .slice(0, DAYS_AT_ONCE);
}

/** Once a day, and half as often after every empty answer. */
function isDue({ status, askedCount, lastAskedAt }: Gap, now: Date): boolean {
  if (status !== "missing") return false;
  const waitMs = DAY_MS * 2 ** Math.max(0, askedCount - 1);
  return lastAskedAt === null || now.getTime() - lastAskedAt.getTime() >= waitMs;
}

export type ReaskInput = GapStream & { attempt: number };

/** Fetches the days of one stream again and settles its gaps; false when an execution works on the symbol. */
export async function reaskGaps(deps: PipelineDeps, input: ReaskInput): Promise<boolean> {
  const { symbol, timeframe, days } = input;
  const tracked = (await selectTrackedSymbols(deps.db)).find((row) => row.symbol === symbol);
  if (!tracked || (await isSymbolAtWork(deps.db, { symbol, exceptExecutionId: null })))
    return false;
  const calendar = calendarFor(deps.exchange, tracked.assetClass);
  const ranges = days.flatMap((day) => rangeOf(calendar, day));
  const { assetClass, timeframes } = tracked;
  await openFetch(deps.db, { symbol, timeframe, executionId: null, ranges, now: deps.now() });
  for (const range of ranges) {
    await fetchStream(deps, {
      executionId: null,
      symbol,
      assetClass,
      timeframe,
      ...range,
      purpose: "check",
      attempt: input.attempt,
    });
  }
  await settleGaps(deps.db, {
    symbol,
    timeframe,
    askedDays: days,
    confirmAfter: CONFIRM_AFTER,
    now: deps.now(),
  });
  await computeSymbol(deps, {
    executionId: null,
    symbol,
    assetClass,
    timeframes,
    isLastAttempt: true,
  });
  return true;
}

function rangeOf(calendar: Calendar, day: string): MsRange[] {
  const session = sessionOn(calendar, day);
  return session ? [{ fromMs: session.startMs, toMs: session.endMs }] : [];
}
