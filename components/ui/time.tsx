"use client";
/** An instant: relative or on the clock in the cell, in all three zones on hover and focus, copied by a press. */
import { useNow } from "@/lib/client/clock";
import { formatInstant, formatRelative } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { cx } from "./cx";

type TimeProps = {
  /** ISO-8601; null draws a dash. */
  at: string | null;
  /** `relative`: "2 m ago"; `clock`: "13:05" or "Fri 20 Nov 13:05". */
  show?: "relative" | "clock";
  /** Inside a link or a button: not focusable by itself. */
  plain?: boolean;
  className?: string;
};

export function Time({ at, show = "relative", plain = false, className }: TimeProps) {
  const nowMs = useNow(show === "relative" ? 5_000 : 60_000);
  const zone = useZone();
  if (at === null) return <span className="text-ink-3">–</span>;
  const instant = new Date(at);
  const text =
    show === "relative"
      ? formatRelative(instant.getTime(), nowMs)
      : formatInstant(instant, new Date(nowMs), zone);
  const time = (
    <time dateTime={at} data-tip-time={at} className={cx("whitespace-nowrap", plain && className)}>
      {text}
    </time>
  );
  if (plain) return time;
  return (
    <button
      type="button"
      data-copy={at}
      data-tip-time={at}
      className={cx("cursor-default rounded-sm text-left hover:text-ink", className)}
    >
      {time}
      <span className="sr-only"> (copy time)</span>
    </button>
  );
}
