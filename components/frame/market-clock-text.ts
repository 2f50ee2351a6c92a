/** The market clock as a sentence: "NYSE closed · opens Mon 09:30 ET · in 1 d 14 h". */
import type { ResponseOf } from "@/lib/client/call";
import { formatClock, formatDay, formatDuration } from "@/lib/client/format";

export type Market = ResponseOf<"frame">["market"];

const EXCHANGE_ZONE = "America/New_York";
const STATE_WORDS: Record<Market["state"], string> = {
  open: "open",
  pre: "pre-market",
  after: "after hours",
  closed: "closed",
};

export type MarketClockText = { state: string; next: string; left: string };

/** The clock face is the exchange's own, whatever zone the page is shown in. */
export function marketClockText(market: Market, nowMs: number): MarketClockText {
  const verb = market.state === "open" ? "closes" : "opens";
  const at = new Date(market.state === "open" ? market.next_close : market.next_open);
  const today = formatDay(new Date(nowMs), EXCHANGE_ZONE) === formatDay(at, EXCHANGE_ZONE);
  const weekday = today ? "" : `${formatDay(at, EXCHANGE_ZONE).slice(0, 3)} `;
  const leftSeconds = Math.max(0, Math.ceil((at.getTime() - nowMs) / 60_000) * 60);
  return {
    state: `NYSE ${STATE_WORDS[market.state]}`,
    next: `${verb} ${weekday}${formatClock(at, EXCHANGE_ZONE)} ET`,
    left: leftSeconds === 0 ? "now" : `in ${formatDuration(leftSeconds)}`,
  };
}
