/** The three ranges people ask for by name, all of them half-open; days are the market's own. */
import { type Calendar, calendarFor } from "@/lib/domain/calendar";
import { dayNumber } from "@/lib/domain/calendar-days";
import type { AssetClass } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import type { BarPage, CallContext, FetchBarsInput, Provider } from "./provider";

export type RangeDeps = { provider: Provider; exchange: Calendar };

type DayRange = CallContext & { symbol: string; fromDay: string; toDayExclusive: string };

/** @throws AppError invalid_input for a timeframe the provider does not have or a range that ends before it begins */
export function fetchRange({ provider }: RangeDeps, input: FetchBarsInput): AsyncIterable<BarPage> {
  if (!provider.capabilities.timeframes.includes(input.timeframe)) {
    const allowed = provider.capabilities.timeframes.join(", ");
    throw new AppError(
      "invalid_input",
      `${provider.name} has no ${input.timeframe} bars; it has ${allowed}.`,
    );
  }
  if (!(input.fromMs <= input.toMsExclusive)) {
    throw new AppError("invalid_input", `The range of ${input.symbol} ends before it begins.`);
  }
  return provider.fetchBars(input);
}

/** Daily bars of stocks and ETFs, by New York days. */
export function fetchDailyRange(
  deps: RangeDeps,
  input: DayRange & { assetClass: Exclude<AssetClass, "crypto"> },
): AsyncIterable<BarPage> {
  return fetchDays(deps, input);
}

/** Daily bars of crypto, by UTC days. */
export function fetchCryptoDailyRange(deps: RangeDeps, input: DayRange): AsyncIterable<BarPage> {
  return fetchDays(deps, { ...input, assetClass: "crypto" });
}

function fetchDays(
  deps: RangeDeps,
  { fromDay, toDayExclusive, ...rest }: DayRange & { assetClass: AssetClass },
): AsyncIterable<BarPage> {
  const calendar = calendarFor(deps.exchange, rest.assetClass);
  return fetchRange(deps, {
    ...rest,
    timeframe: "1d",
    fromMs: calendar.midnightMs(checkedDay(fromDay)),
    toMsExclusive: calendar.midnightMs(checkedDay(toDayExclusive)),
  });
}

function checkedDay(day: string): number {
  const number = dayNumber(day);
  if (!Number.isNaN(number)) return number;
  throw new AppError("invalid_input", `"${day}" is no day; allowed: YYYY-MM-DD.`);
}
