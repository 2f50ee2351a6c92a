"use client";
/** States over time, a band per series; hours in which the exchange was closed are shaded behind them. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { AppLink } from "@/components/ui/app-link";
import { cx } from "@/components/ui/cx";
import { TONE_FILL } from "@/components/ui/state-words";
import { formatClock, formatDay, formatDuration, formatInstant } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { type Band, type BandSpan, type PreparedBands, prepareTicks } from "./prepare-bands";
import { REASON_WORDS } from "./series-words";
import { toZonedInput } from "./zoned-input";

const ROW_PX = 28;
const HEAD = "w-24 tablet:w-36";

export function StateBands({
  label,
  prepared,
  fromMs,
  toMs,
  nameOf,
}: {
  label: string;
  prepared: PreparedBands;
  fromMs: number;
  toMs: number;
  /** What a band is called on its own page. */
  nameOf?: (band: Band) => string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const zone = useZone();
  const { bands, closed } = prepared;
  const virtualizer = useVirtualizer({
    count: bands.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    initialRect: { width: 1_000, height: 700 },
  });
  const heightPx = virtualizer.getTotalSize();
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="scroll-thin max-h-[70dvh] overflow-y-auto"
    >
      <Axis fromMs={fromMs} toMs={toMs} zone={zone} />
      <div className="relative" style={{ height: heightPx }}>
        <div aria-hidden="true" className={cx("absolute inset-y-0 right-0 left-24 tablet:left-36")}>
          {closed.map(({ key, leftPct, widthPct }) => (
            <span
              key={key}
              className="absolute inset-y-0 bg-hover"
              style={{ left: `${leftPct}%`, width: `${widthPct}%` }}
            />
          ))}
        </div>
        <ul>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const band = bands[index];
            return band ? (
              <BandLine
                key={band.key}
                band={band}
                topPx={start}
                zone={zone}
                name={nameOf?.(band) ?? null}
                toMs={toMs}
              />
            ) : null;
          })}
        </ul>
      </div>
    </section>
  );
}

function Axis({ fromMs, toMs, zone }: { fromMs: number; toMs: number; zone: string }) {
  const offsetMs = Date.parse(`${toZonedInput(new Date(fromMs), zone)}Z`) - fromMs;
  const ticks = prepareTicks(fromMs, toMs, Math.round(offsetMs / 60_000) * 60_000);
  return (
    <div
      aria-hidden="true"
      className="sticky top-0 z-10 flex border-rule-strong border-b bg-paper text-ink-3 text-micro"
    >
      <span className={cx(HEAD, "shrink-0")} />
      <div className="relative h-6 grow">
        {ticks.map(({ atMs, leftPct, withClock }, index) => (
          <span
            key={atMs}
            className={cx(
              "absolute bottom-1 whitespace-nowrap border-rule-strong border-l pl-1",
              index % 2 === 1 && "max-tablet:hidden",
              leftPct > 92 && "hidden",
            )}
            style={{ left: `${leftPct}%` }}
          >
            {withClock ? formatClock(new Date(atMs), zone) : formatDay(new Date(atMs), zone)}
          </span>
        ))}
      </div>
    </div>
  );
}

function BandLine({
  band,
  topPx,
  zone,
  name,
  toMs,
}: {
  band: Band;
  topPx: number;
  zone: string;
  name: string | null;
  toMs: number;
}) {
  const last = band.spans.at(-1);
  return (
    <li className="absolute inset-x-0 flex items-center" style={{ top: topPx, height: ROW_PX }}>
      {name === null ? (
        <AppLink
          href={`/symbols/${band.symbol}?tf=${band.timeframe}`}
          className={cx(HEAD, "underline-quiet shrink-0 truncate pr-2")}
        >
          <span className="font-medium">{band.symbol}</span>{" "}
          <span className="text-ink-2">{band.timeframe}</span>
        </AppLink>
      ) : (
        <span className={cx(HEAD, "shrink-0 font-medium")}>{name}</span>
      )}
      <span className="sr-only">
        {last ? `${last.state.word} now, ${REASON_WORDS[last.reason]}.` : "Nothing recorded."} In
        trouble for {formatDuration(band.troubleSeconds)} of this window.
      </span>
      <div aria-hidden="true" className="relative h-3.5 grow overflow-hidden rounded-sm">
        {band.spans.map((span) => (
          <span
            key={span.fromMs}
            data-tip={spanTip(span, zone, toMs)}
            className={cx(
              "absolute inset-y-0 min-w-px border-paper border-l",
              TONE_FILL[span.state.tone],
              span.state.tone === "idle" && "opacity-50",
              span.state.tone === "lost" && "hatch",
            )}
            style={{ left: `${span.leftPct}%`, width: `${span.widthPct}%` }}
          />
        ))}
      </div>
    </li>
  );
}

function spanTip(span: BandSpan, zone: string, nowMs: number): string {
  const at = (ms: number) => formatInstant(new Date(ms), new Date(nowMs), zone);
  const end = span.open ? "still" : `to ${at(span.toMs)}`;
  return `${span.state.word}: ${REASON_WORDS[span.reason]}\n${at(span.fromMs)} ${end} (${formatDuration((span.toMs - span.fromMs) / 1_000)})`;
}
