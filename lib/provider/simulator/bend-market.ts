/** Faults of the market itself: what is asked of it and what it gives, bent before the answer is written. */
import type { Bar } from "@/lib/domain/bar";
import { DAY_MS, HOUR_MS, MINUTE_MS, weekdayOf } from "@/lib/domain/calendar-days";
import type { FaultName } from "./fault-catalogue";
import type { BarsQuestion, Listing } from "./market";

const CLIPPED_DAYS = 60;
const FALSE_FRESH_SESSIONS = 3;
const DELAY_MS = 15 * MINUTE_MS;
export const SKEW_MS = 10 * MINUTE_MS;
const REVISED_BARS = 15;

export function bendQuestion(
  struck: ReadonlySet<FaultName>,
  { calendar }: Listing,
  question: BarsQuestion,
): BarsQuestion {
  let { fromMs, nowMs } = question;
  if (struck.has("silent_clip")) fromMs = Math.max(fromMs, nowMs - CLIPPED_DAYS * DAY_MS);
  if (struck.has("delayed_status")) nowMs -= DELAY_MS;
  if (struck.has("clock_skew")) nowMs -= SKEW_MS;
  if (struck.has("false_fresh")) {
    const session = calendar.sessionAt(calendar.rankAt(nowMs) - 1 - FALSE_FRESH_SESSIONS);
    nowMs = session?.extendedCloseMs ?? nowMs;
  }
  return { ...question, fromMs, nowMs };
}

export function bendBars(
  struck: ReadonlySet<FaultName>,
  listing: Listing,
  question: BarsQuestion,
  bars: Bar[],
): Bar[] {
  let bent = bars;
  if (struck.has("gap")) bent = bent.filter(({ t }) => !isGapDay(listing, t));
  if (struck.has("revised_bars"))
    bent = bent.map((bar, index) => (index < bent.length - REVISED_BARS ? bar : preliminary(bar)));
  if (struck.has("provisional_last_bar")) bent = withOpenWindow(bent, question, listing);
  return bent;
}

/** The second Tuesday of a month: a day that stays the same however often the simulator is started. */
function isGapDay({ calendar }: Pick<Listing, "calendar">, atMs: number): boolean {
  const localMs = atMs + calendar.offsetMsAt(atMs);
  const dayOfMonth = new Date(localMs).getUTCDate();
  return weekdayOf(Math.floor(localMs / DAY_MS)) === 2 && dayOfMonth >= 8 && dayOfMonth <= 14;
}

/** First figures: less volume, and a close that later turned out to be the open. */
function preliminary(bar: Bar): Bar {
  return { ...bar, close: bar.open, volume: Math.floor(bar.volume * 0.9) };
}

function withOpenWindow(bars: Bar[], question: BarsQuestion, { calendar }: Listing): Bar[] {
  const last = bars.at(-1);
  const { nowMs, toMsExclusive, timeframe, limit } = question;
  const t =
    timeframe === "1m"
      ? Math.floor(nowMs / MINUTE_MS) * MINUTE_MS
      : calendar.midnightMs(Math.floor((nowMs + calendar.offsetMsAt(nowMs)) / DAY_MS));
  if (last === undefined || bars.length >= limit || t >= toMsExclusive) return bars;
  const open: Bar = { ...last, t, open: last.close, high: last.close, low: last.close, volume: 1 };
  return last.t < t ? [...bars, open] : [...bars.slice(0, -1), { ...open, t: last.t }];
}

/** Whether a range touches the market's present day. */
export function touchesToday({ calendar }: Listing, toMsExclusive: number, nowMs: number): boolean {
  const today = calendar.midnightMs(Math.floor((nowMs + calendar.offsetMsAt(nowMs)) / DAY_MS));
  return toMsExclusive > today && nowMs < today + 20 * HOUR_MS;
}
