"use client";
/** When a bar began. A daily or weekly one is named by its trading day: its midnight belongs to its own zone, not the reader's. */
import { formatDay } from "@/lib/client/format";
import { Time } from "./time";

const EXCHANGE_ZONE = "America/New_York";

/** Coins change the day at midnight UTC, exchanges at their own. */
function tradingDay(at: Date): string {
  const isUtcMidnight = at.getUTCHours() === 0 && at.getUTCMinutes() === 0;
  return formatDay(at, isUtcMidnight ? "UTC" : EXCHANGE_ZONE);
}

export function BarTime({ at, timeframe }: { at: string | null; timeframe: string }) {
  if (at === null || !["1d", "1w"].includes(timeframe)) return <Time at={at} show="clock" />;
  return (
    <time dateTime={at} data-tip-time={at} className="whitespace-nowrap">
      {tradingDay(new Date(at))}
    </time>
  );
}
