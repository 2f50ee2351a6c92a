/** The made-up market: a pure function of seed, symbol and time on the real exchange calendar. */
import type { Bar } from "@/lib/domain/bar";
import type { Calendar, Session } from "@/lib/domain/calendar";
import { dayNumber, MINUTE_MS } from "@/lib/domain/calendar-days";
import { drawMinutes } from "./day-minutes";
import { planDay, priceOf } from "./day-plan";
import { type Character, findCharacter } from "./listings";
import { madeUpSplits } from "./made-up-splits";
import type { BarsQuestion, Market, MarketSplit } from "./market";

type Player = Character & { splits: MarketSplit[] };

/** @param extraSplits splits a fault has planted, which the prices follow like any other */
export function createMadeUpMarket(
  exchange: Calendar,
  seed: number,
  extraSplits: (ticker: string) => readonly MarketSplit[],
): Market {
  const players = new Map<string, Player>();

  const playerOf = (ticker: string): Player | null => {
    const known = players.get(ticker);
    if (known !== undefined) return known;
    const character = findCharacter(exchange, seed, ticker);
    if (character === null) return null;
    const player = { ...character, splits: madeUpSplits(character) };
    players.set(ticker, player);
    return player;
  };
  const splitsOf = (player: Player) =>
    [...player.splits, ...extraSplits(player.ticker)].sort((a, b) => a.day.localeCompare(b.day));

  return {
    find: async (ticker) => playerOf(ticker),
    async bars(listing, question) {
      const player = playerOf(listing.ticker);
      if (player === null) return [];
      const splits = splitsOf(player);
      return question.timeframe === "1m"
        ? minutes(player, splits, question)
        : days(player, splits, question);
    },
    splits(listing) {
      if (listing === null) return [...players.values()].flatMap(splitsOf);
      const player = playerOf(listing.ticker);
      return player === null ? [] : splitsOf(player);
    },
  };
}

function minutes(player: Player, splits: readonly MarketSplit[], question: BarsQuestion): Bar[] {
  const bars: Bar[] = [];
  for (const { session, previousDay } of sessions(player, question)) {
    for (const bar of drawMinutes(player, planDay(player, splits, session, previousDay), session)) {
      if (bar.t < question.fromMs) continue;
      if (bar.t >= question.toMsExclusive || bar.t >= question.nowMs) return bars;
      bars.push(soFar(bar, question.nowMs, player.unitsPerShare));
      if (bars.length === question.limit) return bars;
    }
  }
  return bars;
}

function days(player: Player, splits: readonly MarketSplit[], question: BarsQuestion): Bar[] {
  const bars: Bar[] = [];
  for (const { session, previousDay } of sessions(player, question)) {
    if (session.startMs < question.fromMs) continue;
    const bar =
      session.extendedCloseMs <= question.nowMs
        ? wholeDay(player, splits, session, previousDay)
        : dayInProgress(player, splits, session, previousDay, question.nowMs);
    if (bar !== null) bars.push(bar);
    if (bars.length === question.limit) return bars;
  }
  return bars;
}

/** Sessions that touch the asked range and have begun, with the day the price came from. */
function* sessions(
  player: Player,
  { fromMs, toMsExclusive, nowMs }: BarsQuestion,
): Generator<{ session: Session; previousDay: number }> {
  const { calendar, listedDay } = player;
  const first = Math.max(
    calendar.rankAt(fromMs) - 1,
    calendar.rankAt(calendar.midnightMs(dayNumber(listedDay)) - 1),
    0,
  );
  for (let index = first; ; index += 1) {
    const session = calendar.sessionAt(index);
    if (session === null || session.startMs >= toMsExclusive || session.startMs > nowMs) return;
    const previous = calendar.sessionAt(index - 1);
    const previousDay = previous === null ? dayNumber(session.day) - 1 : dayNumber(previous.day);
    yield { session, previousDay };
  }
}

/** Open, high, low and close of regular hours, volume of all hours: what makes a daily bar no sum of its minutes. */
function wholeDay(
  player: Player,
  splits: readonly MarketSplit[],
  session: Session,
  previousDay: number,
): Bar {
  const plan = planDay(player, splits, session, previousDay);
  return {
    t: session.startMs,
    open: priceOf(plan, plan.open),
    high: priceOf(plan, plan.high),
    low: priceOf(plan, plan.low),
    close: priceOf(plan, plan.close),
    volume: plan.volumeUnits / player.unitsPerShare,
  };
}

function dayInProgress(
  player: Player,
  splits: readonly MarketSplit[],
  session: Session,
  previousDay: number,
  nowMs: number,
): Bar | null {
  const traded = drawMinutes(player, planDay(player, splits, session, previousDay), session)
    .filter(({ t }) => t < nowMs)
    .map((bar) => soFar(bar, nowMs, player.unitsPerShare));
  const regular = traded.filter(({ t }) => t >= session.openMs && t < session.closeMs);
  const first = regular[0];
  const last = regular.at(-1);
  if (first === undefined || last === undefined) return null;
  const units = traded.reduce(
    (sum, { volume }) => sum + Math.round(volume * player.unitsPerShare),
    0,
  );
  return {
    t: session.startMs,
    open: first.open,
    high: regular.reduce((high, bar) => Math.max(high, bar.high), first.high),
    low: regular.reduce((low, bar) => Math.min(low, bar.low), first.low),
    close: last.close,
    volume: units / player.unitsPerShare,
  };
}

/** A minute that is still forming: the share of its volume that has passed, its price part of the way. */
function soFar(bar: Bar, nowMs: number, unitsPerShare: number): Bar {
  if (bar.t + MINUTE_MS <= nowMs) return bar;
  const share = (nowMs - bar.t) / MINUTE_MS;
  const close = share < 0.5 ? bar.open : bar.close;
  return {
    t: bar.t,
    open: bar.open,
    high: share < 0.5 ? bar.open : bar.high,
    low: share < 0.5 ? bar.open : bar.low,
    close,
    volume: Math.floor(bar.volume * unitsPerShare * share) / unitsPerShare,
  };
}
