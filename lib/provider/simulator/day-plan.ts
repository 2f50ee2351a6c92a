/**
 * A day of the made-up market in a handful of numbers, each computable without the days before it: daily bars come from
 * the plan alone, and the minutes are drawn inside it (see day-minutes.ts), so both always agree.
 */
import type { Session } from "@/lib/domain/calendar";
import { dayNumber } from "@/lib/domain/calendar-days";
import { deviate, uniform } from "./hash";
import type { Character } from "./listings";
import { rawFactor } from "./made-up-splits";
import type { MarketSplit } from "./market";

/** Prices are natural logarithms in today's shares; `factor` turns them into what was traded on the day. */
export type DayPlan = {
  day: number;
  beforeOpen: number;
  open: number;
  close: number;
  afterClose: number;
  high: number;
  low: number;
  volatility: number;
  factor: number;
  /** Prices are rounded to 1 / `ticks`. */
  ticks: number;
  /** The day's volume in units of 1 / unitsPerShare. */
  volumeUnits: number;
};

const OCTAVES = 9;

export function planDay(
  character: Character,
  splits: readonly MarketSplit[],
  session: Session,
  previousDay: number,
): DayPlan {
  const day = dayNumber(session.day);
  const { key, assetClass } = character;
  const roundTheClock = assetClass === "crypto";
  const volatility = character.dailyVolatility * (0.6 + 0.8 * uniform(key, day, 21));
  const beforeOpen = afterClose(character, previousDay);
  const gap = roundTheClock ? 0 : 0.35 * volatility * deviate(key, day, 22);
  const open = beforeOpen + gap;
  const close = logClose(character, day);
  const factor = rawFactor(splits, session.day);
  const low = Math.min(open, close) - volatility * (0.15 + 0.5 * uniform(key, day, 23));
  const volume = character.dailyVolume * Math.exp(0.35 * deviate(key, day, 24));
  return {
    day,
    beforeOpen,
    open,
    close,
    afterClose: afterClose(character, day),
    high: Math.max(open, close) + volatility * (0.15 + 0.5 * uniform(key, day, 25)),
    low,
    volatility,
    factor,
    ticks: ticksAt(Math.exp(low) * factor, roundTheClock),
    volumeUnits: Math.round((volume / factor) * character.unitsPerShare),
  };
}

export function priceOf(plan: DayPlan, log: number): number {
  return roundPrice(plan, exactPrice(plan, log));
}

export function exactPrice({ factor }: DayPlan, log: number): number {
  return Math.exp(log) * factor;
}

export function roundPrice({ ticks }: DayPlan, price: number): number {
  return Math.round(price * ticks) / ticks;
}

/**
 * A random walk that can be read at any day: lattice noise in octaves of 1, 2, 4 … 256 days, each as loud as the square
 * root of its period, which is how a walk's spread grows.
 */
function logClose({ key, basePrice, dailyVolatility }: Character, day: number): number {
  let sum = 0;
  for (let octave = 0; octave < OCTAVES; octave += 1) {
    const period = 2 ** octave;
    const cell = Math.floor(day / period);
    const share = day / period - cell;
    const from = deviate(key, cell, 31 + octave);
    const to = deviate(key, cell + 1, 31 + octave);
    sum += Math.sqrt(period) * (from + share * (to - from));
  }
  return Math.log(basePrice) + 0.45 * dailyVolatility * sum;
}

function afterClose(character: Character, day: number): number {
  if (character.assetClass === "crypto") return logClose(character, day);
  return (
    logClose(character, day) + 0.15 * character.dailyVolatility * deviate(character.key, day, 26)
  );
}

function ticksAt(price: number, roundTheClock: boolean): number {
  if (price < 1) return roundTheClock ? 1e6 : 1e4;
  return roundTheClock && price < 1000 ? 1e4 : 100;
}
