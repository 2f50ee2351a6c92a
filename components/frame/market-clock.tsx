"use client";
/** Is the exchange open, and until when. */
import { cx } from "@/components/ui/cx";
import { useNow } from "@/lib/client/clock";
import { type Market, marketClockText } from "./market-clock-text";

export function MarketClock({ market }: { market: Market }) {
  const nowMs = useNow(1_000);
  const { state, next, left } = marketClockText(market, nowMs);
  const open = market.state === "open";
  return (
    <span
      className="inline-flex items-center gap-2 whitespace-nowrap"
      data-tip={`${market.note ? `${market.note}\n` : ""}Crypto trades round the clock.`}
    >
      <span
        aria-hidden="true"
        className={cx("size-2 rounded-full", open ? "bg-ok" : "border border-ink-3")}
      />
      <span className="font-medium text-ink">{state}</span>
      <span className="text-ink-2">
        {next}
        <span className="text-ink-3"> · {left}</span>
        {market.note ? <span className="max-wide:hidden text-ink-3"> · {market.note}</span> : null}
      </span>
    </span>
  );
}
