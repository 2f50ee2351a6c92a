/** How many windows of a timeframe a market year has: the factor that annualises volatility. */
import type { Calendar } from "./calendar";
import { HOUR_MS } from "./calendar-days";
import { GRID_STEP_MS } from "./timeframe-windows";
import type { Timeframe } from "./vocabulary";

/**
 * Stocks and ETFs: 252 sessions of 16 hours (04:00–20:00 ET, as the bars cover them), 52 weeks. Crypto: 365 days of
 * 24 hours, 365 / 7 weeks. Half days and leap years are left out, as is customary.
 */
export function periodsPerYear(calendar: Calendar, timeframe: Timeframe): number {
  const { days, hours, weeks } = MARKET_YEAR[calendar.id];
  if (timeframe === "1w") return weeks;
  const stepMs = GRID_STEP_MS[timeframe];
  return stepMs === null ? days : (days * hours * HOUR_MS) / stepMs;
}

/** Length of a full trading day in market time. */
export function marketDayMs(calendar: Calendar): number {
  return MARKET_YEAR[calendar.id].hours * HOUR_MS;
}

const MARKET_YEAR: Record<Calendar["id"], { days: number; hours: number; weeks: number }> = {
  XNYS: { days: 252, hours: 16, weeks: 52 },
  "24x7": { days: 365, hours: 24, weeks: 365 / 7 },
};
