/** The vendor's smaller answers: splits, one ticker, the market's state and its next holidays. */
import type { Calendar } from "@/lib/domain/calendar";
import { DAY_MS, dayNumber, dayText, weekdayOf } from "@/lib/domain/calendar-days";
import { marketDayAt } from "@/lib/provider/market-days";
import type { Listing, MarketSplit } from "./market";
import { errorAnswer, jsonAnswer, type VendorAnswer, WORDS } from "./vendor-answer";

/** Splits are announced about two weeks before they take effect. */
const ANNOUNCED_AHEAD_MS = 14 * DAY_MS;

export function answerSplits(
  splits: readonly MarketSplit[],
  request: { query: URLSearchParams; requestId: string; nowMs: number; exchange: Calendar },
): VendorAnswer {
  const { query, requestId } = request;
  const since = query.get("execution_date.gte") ?? "";
  const until = marketDayAt(request.exchange, request.nowMs + ANNOUNCED_AHEAD_MS);
  const known = splits.filter(({ day }) => day >= since && day <= until);
  const results = known
    .sort((a, b) => a.day.localeCompare(b.day))
    .map(({ ticker, day, splitFrom, splitTo }) => ({
      id: `${ticker}-${day}`,
      execution_date: day,
      split_from: splitFrom,
      split_to: splitTo,
      ticker,
    }));
  return jsonAnswer(200, { results, status: "OK", request_id: requestId });
}

export function answerTicker(listing: Listing | null, requestId: string): VendorAnswer {
  if (listing === null) return errorAnswer(404, requestId, WORDS.tickerNotFound);
  const { ticker, name, assetClass } = listing;
  const market = assetClass === "crypto" ? "crypto" : "stocks";
  const results = {
    ticker,
    name,
    market,
    locale: market === "crypto" ? "global" : "us",
    active: true,
  };
  return jsonAnswer(200, { results, status: "OK", request_id: requestId });
}

export function answerMarketNow(exchange: Calendar, nowMs: number): VendorAnswer {
  const session = exchange.sessionAt(exchange.rankAt(nowMs) - 1);
  const regular = session !== null && nowMs >= session.openMs && nowMs < session.closeMs;
  const extended =
    session !== null && nowMs >= session.extendedOpenMs && nowMs < session.extendedCloseMs;
  const outside = extended ? "extended-hours" : "closed";
  const market = regular ? "open" : outside;
  return jsonAnswer(200, {
    afterHours: extended && session !== null && nowMs >= session.closeMs,
    earlyHours: extended && session !== null && nowMs < session.openMs,
    currencies: { crypto: "open", fx: "open" },
    exchanges: { nasdaq: market, nyse: market },
    market,
    serverTime: new Date(nowMs).toISOString(),
  });
}

/** Looks forward only, half a year. */
export function answerMarketUpcoming(exchange: Calendar, nowMs: number): VendorAnswer {
  const first = dayNumber(marketDayAt(exchange, nowMs)) + 1;
  const days = Array.from({ length: 183 }, (_, ahead) => dayText(first + ahead));
  const holidays = days
    .filter((day) => exchange.reasonOn(day) !== null && !isWeekend(day))
    .map((day) => {
      const session = exchange.sessionAt(exchange.rankAt(exchange.midnightMs(dayNumber(day))) - 1);
      const early = session?.day === day;
      const status = early ? "early-close" : "closed";
      const hours = early
        ? {
            open: new Date(session.openMs).toISOString(),
            close: new Date(session.closeMs).toISOString(),
          }
        : {};
      return { date: day, exchange: "NYSE", name: exchange.reasonOn(day), status, ...hours };
    });
  return jsonAnswer(200, holidays);
}

function isWeekend(day: string): boolean {
  const weekday = weekdayOf(dayNumber(day));
  return weekday === 0 || weekday === 6;
}
