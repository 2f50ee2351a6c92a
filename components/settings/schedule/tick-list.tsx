"use client";
/** The newest ticks: what each did, whether it was caught up after a stop, and how many missed ones it stands for. */
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatDuration, plural } from "@/lib/client/format";

type Schedule = ResponseOf<"schedule">;
type Tick = Schedule["ticks"][number];

/** A tick that comes this much later was not merely slow: the scheduler was away. */
const CAUGHT_UP_SECONDS = 60;

const OUTCOMES: Record<Tick["outcome"], StateWords> = {
  started: { word: "Started", glyph: "check", tone: "ok" },
  nothing_due: { word: "Nothing due", glyph: "moon", tone: "idle" },
  already_open: { word: "Left to the run under way", glyph: "half", tone: "idle" },
  schedule_paused: { word: "Paused", glyph: "pause", tone: "idle" },
  no_symbols: { word: "No symbols", glyph: "ring", tone: "idle" },
  under_way: { word: "Under way", glyph: "running", tone: "live" },
  failed: { word: "Failed", glyph: "cross", tone: "bad" },
};

const COLUMNS: readonly Column<Tick>[] = [
  {
    key: "at",
    header: "Due",
    phone: "headline",
    cell: (tick) => <Time at={tick.at} show="clock" />,
  },
  { key: "run", header: "Schedule", cell: (tick) => tick.label },
  { key: "outcome", header: "Did", cell: (tick) => <Status state={OUTCOMES[tick.outcome]} /> },
  { key: "late", header: "Fired", cell: (tick) => lateText(tick) },
  {
    key: "execution",
    header: "Execution",
    align: "right",
    cell: (tick) =>
      tick.execution_id ? (
        <AppLink
          href={`/executions/${tick.execution_id}`}
          className="underline-quiet font-mono text-small"
        >
          {tick.execution_id.slice(0, 8)}
        </AppLink>
      ) : (
        "–"
      ),
  },
];

function lateText({ late_seconds: late, coalesced }: Tick): string {
  const stands = coalesced > 0 ? `; stands for ${plural(coalesced, "missed tick")} before it` : "";
  if (late < CAUGHT_UP_SECONDS) return coalesced > 0 ? `in time${stands}` : "in time";
  return `caught up ${formatDuration(late)} later${stands}`;
}

export function TickList({ schedule }: { schedule: Schedule }) {
  const { ticks, ticks_kept: kept, long_stop_after_seconds: longStop } = schedule;
  return (
    <Card
      title="Last ticks"
      note={`after a stop the newest missed tick fires once; after more than ${formatDuration(longStop)}, one run over everything`}
    >
      {ticks.length === 0 ? (
        <Empty kind="nothing_yet" title={kept ? "No tick yet" : "Kept by the Inngest server"}>
          {kept
            ? "The first one is listed here when it has come."
            : "Ticks are listed here only while the embedded engine runs the schedule."}
        </Empty>
      ) : (
        <DataTable
          caption="Ticks of the schedules, newest first"
          columns={COLUMNS}
          rows={ticks}
          rowKey={({ run, at }) => `${run} ${at}`}
        />
      )}
    </Card>
  );
}
