"use client";
/** The next six hours on one line: runs, opens and closes, and when series go stale. */
import { memo } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import { useNow } from "@/lib/client/clock";
import { formatClock } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { type AxisMark, prepareUpcoming, type Upcoming } from "./prepare-upcoming";

const KINDS: Record<
  Upcoming["kind"],
  { word: string | null; glyph: GlyphName; className: string }
> = {
  run: { word: "Run", glyph: "clock", className: "text-live-ink" },
  market_open: { word: null, glyph: "disc", className: "text-ink" },
  market_close: { word: null, glyph: "moon", className: "text-ink" },
  goes_stale: { word: null, glyph: "triangle", className: "text-warn-ink" },
  missed_run: { word: "Missed", glyph: "cross", className: "text-bad-ink" },
};

export const UpcomingAxis = memo(function UpcomingAxis({
  events,
}: {
  events: readonly Upcoming[];
}) {
  const nowMs = useNow(60_000);
  const zone = useZone();
  const axis = prepareUpcoming(events, nowMs);
  const listed = [...axis.missed, ...axis.marks.flatMap((mark) => mark.events)];
  return (
    <Card
      title="Next six hours"
      className="@container"
      note="runs, sessions, series about to go stale"
    >
      <div className="relative mr-3 h-14 max-tablet:hidden" aria-hidden="true">
        <div className="absolute inset-x-0 top-6 border-rule-strong border-t" />
        <span className="absolute top-7 left-0 text-ink-3 text-micro">now</span>
        {axis.hours.map(({ leftPct, at }) => (
          <div key={at} className="absolute top-6" style={{ left: `${leftPct}%` }}>
            <span className="block h-1.5 border-rule-strong border-l" />
            <span className="-translate-x-1/2 absolute top-1.5 text-ink-3 text-micro">
              {formatClock(new Date(at), zone)}
            </span>
          </div>
        ))}
        {axis.marks.map((mark) => (
          <Mark key={mark.key} mark={mark} zone={zone} />
        ))}
      </div>
      {listed.length === 0 ? (
        <p className="text-ink-2">Nothing is due in the next six hours.</p>
      ) : (
        <EventList events={listed} />
      )}
    </Card>
  );
});

function Mark({ mark, zone }: { mark: AxisMark; zone: string }) {
  const first = mark.events[0];
  if (!first) return null;
  const kind = KINDS[first.kind];
  const tip = mark.events
    .map(({ at, label }) => `${formatClock(new Date(at), zone)}  ${label}`)
    .join("\n");
  return (
    <span
      data-tip={tip}
      style={{ left: `${mark.leftPct}%` }}
      className={cx(
        "-translate-x-1/2 absolute top-0 flex h-6 flex-col items-center",
        kind.className,
      )}
    >
      <span className="flex items-center gap-0.5 text-micro">
        <Glyph name={kind.glyph} />
        {mark.events.length > 1 ? mark.events.length : null}
      </span>
      <span className="grow border-current border-l" />
    </span>
  );
}

const SHOWN = 6;

function EventList({ events }: { events: readonly Upcoming[] }) {
  return (
    <>
      <ol className="mt-1 grid gap-x-8 @2xl:grid-cols-2">
        {events.slice(0, SHOWN).map((event) => (
          <li
            key={`${event.at} ${event.kind} ${event.label}`}
            className="flex items-baseline gap-3 border-rule border-b py-1.5"
          >
            <Time at={event.at} show="clock" className="w-11 text-ink-2" />
            <Glyph
              name={KINDS[event.kind].glyph}
              className={cx("self-center", KINDS[event.kind].className)}
            />
            <span className="min-w-0 grow">
              {KINDS[event.kind].word ? (
                <span className="text-ink-3">{KINDS[event.kind].word} </span>
              ) : null}
              {event.href ? (
                <AppLink href={event.href} className="underline-quiet">
                  {event.label}
                </AppLink>
              ) : (
                event.label
              )}
            </span>
            <Time at={event.at} className="text-ink-3 text-small" />
          </li>
        ))}
      </ol>
      {events.length > SHOWN ? (
        <p className="mt-2 text-ink-3 text-small">and {events.length - SHOWN} more</p>
      ) : null}
    </>
  );
}
