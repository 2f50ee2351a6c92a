"use client";
/** The last thirty executions as bars: height = duration, colour and glyph = result, hatched = partial. */
import { memo } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Empty } from "@/components/ui/empty";
import { TONE_FILL } from "@/components/ui/state-words";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { formatDuration, formatInstant, formatPct, plural } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { type ExecutionBar, prepareExecutionBars } from "./prepare-execution-bars";

type Rows = ResponseOf<"overview">["recent_executions"];

export const RecentExecutions = memo(function RecentExecutions({ rows }: { rows: Rows }) {
  const nowMs = useNow(60_000);
  const bars = prepareExecutionBars(rows, nowMs);
  const newest = bars.at(-1);
  const clean = bars.filter(
    ({ row }) => row.status === "completed" && row.failed_jobs === 0,
  ).length;
  return (
    <Card
      title="Recent executions"
      note={
        bars.length === 0 ? undefined : `${clean} of the last ${bars.length} without a failed job`
      }
      aside={
        <AppLink href="/executions" className="underline-quiet text-ink-2">
          History
        </AppLink>
      }
    >
      {newest ? (
        <>
          <ol
            className="flex h-20 items-end gap-[3px] border-rule-strong border-b"
            aria-label="Executions, oldest first"
          >
            {bars.map((bar) => (
              <Bar key={bar.id} bar={bar} nowMs={nowMs} />
            ))}
          </ol>
          <p className="mt-2 text-ink-2 text-small">
            Newest: {newest.state.word.toLowerCase()}, {plural(newest.row.completed_jobs, "job")}{" "}
            done, {newest.row.failed_jobs} failed, {formatDuration(newest.row.duration_seconds)}
          </p>
        </>
      ) : (
        <Empty kind="nothing_yet" title="Nothing has run yet">
          The first scheduled run appears here; you can also start one from the checklist above.
        </Empty>
      )}
    </Card>
  );
});

function Bar({ bar, nowMs }: { bar: ExecutionBar; nowMs: number }) {
  const zone = useZone();
  const { row, state } = bar;
  const started = formatInstant(new Date(row.started_at), new Date(nowMs), zone);
  const text = `${state.word}, ${started}, ${formatDuration(row.duration_seconds)}, ${formatPct(row.success_rate)} of ${plural(row.total_symbols, "symbol")}`;
  return (
    <li className="h-full min-w-0 max-w-6 grow">
      <AppLink
        href={`/executions/${bar.id}`}
        aria-label={text}
        data-tip={text.replaceAll(", ", "\n")}
        className="flex h-full items-end hover:bg-hover"
      >
        <span
          style={{ height: `${bar.heightPct}%` }}
          className={cx("w-full", TONE_FILL[state.tone], bar.partial && "hatch")}
        />
      </AppLink>
    </li>
  );
}
