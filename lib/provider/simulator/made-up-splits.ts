/** Splits of the made-up market: about one stock in twenty each year, on a trading day that follows from its name. */
import type { Calendar } from "@/lib/domain/calendar";
import { dayNumber } from "@/lib/domain/calendar-days";
import { uniform } from "./hash";
import type { Character } from "./listings";
import type { MarketSplit } from "./market";

const FIRST_YEAR = 2005;
const LAST_YEAR = 2030;
const YEARLY_CHANCE = 0.05;
const RATIOS = [
  { splitFrom: 1, splitTo: 2 },
  { splitFrom: 1, splitTo: 4 },
  { splitFrom: 2, splitTo: 3 },
  { splitFrom: 1, splitTo: 3 },
  { splitFrom: 10, splitTo: 1 },
];
/** Prices are at home on this day; splits before it are undone backwards, later ones forwards. */
const HOME_DAY = "2025-01-02";

export function madeUpSplits(character: Character): MarketSplit[] {
  if (character.assetClass !== "stock") return [];
  const splits: MarketSplit[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    if (uniform(character.key, year, 11) >= YEARLY_CHANCE) continue;
    const ratio = RATIOS[Math.floor(uniform(character.key, year, 12) * RATIOS.length)];
    const day = tradingDayNear(character.calendar, year, uniform(character.key, year, 13));
    if (ratio !== undefined && day !== null)
      splits.push({ ticker: character.ticker, day, ...ratio });
  }
  return splits.filter(({ day }) => day > character.listedDay);
}

/** What a price in today's shares is multiplied by to be the price that was traded on the day. */
export function rawFactor(splits: readonly MarketSplit[], day: string): number {
  let factor = 1;
  for (const split of splits) {
    const ratio = split.splitTo / split.splitFrom;
    if (split.day > day && split.day <= HOME_DAY) factor *= ratio;
    if (split.day <= day && split.day > HOME_DAY) factor /= ratio;
  }
  return factor;
}

function tradingDayNear(calendar: Calendar, year: number, share: number): string | null {
  const day = dayNumber(`${year}-01-10`) + Math.floor(share * 340);
  return calendar.sessionAt(calendar.rankAt(calendar.midnightMs(day)))?.day ?? null;
}
