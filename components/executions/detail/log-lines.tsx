"use client";
/** The lines of a log; only those in sight are drawn. Following keeps the newest in sight. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { SCROLLABLE } from "@/components/ui/scrollable";
import type { ResponseOf } from "@/lib/client/call";
import { formatClock } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";

type Line = ResponseOf<"executionLog">["lines"][number];

const LINE_PX = 22;

const LEVEL_CLASS: Record<string, string> = {
  error: "text-bad-ink font-medium",
  warn: "text-warn-ink",
  note: "text-live-ink font-medium",
  debug: "text-ink-3",
};

export function LogLines({
  lines,
  follow,
  marked,
}: {
  lines: readonly Line[];
  follow: boolean;
  marked: string | null;
}) {
  const zone = useZone();
  const scroller = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
    initialRect: { width: 1_000, height: 560 },
  });
  const markedAt = marked === null ? -1 : lines.findIndex(({ id }) => String(id) === marked);
  const target = follow ? lines.length - 1 : markedAt;
  // External system: the scroll position of the log.
  useEffect(() => {
    if (target >= 0) rows.scrollToIndex(target, { align: follow ? "end" : "center" });
  }, [target, follow, rows]);
  return (
    <section
      ref={scroller}
      {...SCROLLABLE}
      aria-label="Log"
      className="scroll-thin max-h-[64dvh] overflow-auto border-rule border-y bg-sunken font-mono text-small"
    >
      <ol className="relative min-w-fit" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return line ? (
            <li
              key={line.id}
              className={cx(
                "absolute inset-x-0 flex gap-3 whitespace-nowrap px-3 hover:bg-hover",
                LEVEL_CLASS[line.level],
                index === markedAt && "bg-live-wash",
              )}
              style={{ top: start, height: LINE_PX, lineHeight: `${LINE_PX}px` }}
            >
              <LineLink line={line} />
              <time dateTime={line.at} data-tip-time={line.at} className="text-ink-3">
                {formatClock(new Date(line.at), zone, true)}
              </time>
              <span className="w-11 shrink-0">{line.level}</span>
              {line.symbol ? (
                <span className="text-ink-2">
                  {line.symbol} {line.timeframe}
                </span>
              ) : null}
              <span>{line.message}</span>
            </li>
          ) : null;
        })}
      </ol>
    </section>
  );
}

function LineLink({ line }: { line: Line }) {
  return (
    <a
      href={`?tab=log&line=${line.id}`}
      aria-label={`Link to line ${line.id}`}
      className="w-12 shrink-0 text-right text-ink-3 hover:underline"
    >
      {line.id}
    </a>
  );
}
