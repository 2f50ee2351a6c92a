"use client";
/** On which days the exchange is closed or closes early, and what was announced over the rules. */
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { ResponseOf } from "@/lib/client/call";
import { formatClock, formatDay, zoneName } from "@/lib/client/format";

type Calendar = ResponseOf<"calendar">;
type Day = Calendar["next"][number];

const KINDS: Record<Day["kind"], StateWords> = {
  closed: { word: "Closed", glyph: "moon", tone: "idle" },
  early_close: { word: "Closes early", glyph: "half", tone: "warn" },
  open: { word: "Extra session", glyph: "disc", tone: "ok" },
};

export function CalendarCard({ calendar }: { calendar: Calendar }) {
  const { next, overrides } = calendar;
  return (
    <div className="grid gap-x-10 gap-y-8 desktop:grid-cols-2">
      <Card
        title="Next closures and half days"
        note={`NYSE, rules through ${calendar.covered_through.slice(0, 4)}`}
      >
        <ul className="divide-y divide-rule">
          {next.map((day) => (
            <SpecialDay key={day.day} {...day} from={day.source} />
          ))}
        </ul>
      </Card>
      <Card title="Overrides" note="config/calendar-overrides.yaml, read at start">
        {overrides.length === 0 ? (
          <Empty kind="nothing_yet" title="No override in force">
            A closure announced for tomorrow goes into that file; a mistake in it stops the start
            with its line.
          </Empty>
        ) : (
          <ul className="divide-y divide-rule">
            {overrides.map((day) => (
              <SpecialDay key={day.day} {...day} from={day.past ? "past" : "override"} />
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

function SpecialDay({
  day,
  kind,
  closes_at: closesAt,
  reason,
  from,
}: Pick<Day, "day" | "kind" | "closes_at" | "reason"> & { from: string }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-1.5">
      <time dateTime={day} className="w-28 whitespace-nowrap font-medium">
        {formatDay(new Date(`${day}T12:00:00Z`), "UTC")} {day.slice(0, 4)}
      </time>
      <span className="w-32">
        <Status state={KINDS[kind]} />
      </span>
      <span className="min-w-0 grow text-ink-2">
        {reason}
        {closesAt ? (
          <>, bell at {formatClock(new Date(closesAt), zoneName("exchange", "UTC"))} ET</>
        ) : null}
      </span>
      {from === "rules" ? null : <span className="text-ink-3 text-small">{from}</span>}
    </li>
  );
}
