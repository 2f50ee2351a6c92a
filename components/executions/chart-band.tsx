"use client";
/** The charts above the executions table: what is dragged out in them filters the table. */
import { lazy, Suspense, useMemo, useState } from "react";
import { ExecutionPictures, Plots } from "@/components/charts/execution-picture";
import { keepLayersOut } from "@/components/charts/keep-layers-out";
import {
  describeExecutionStats,
  type ExecutionStats,
  prepareExecutionStats,
} from "@/components/charts/prepare-execution-stats";
import { StatsTable } from "@/components/charts/stats-table";
import { Choice } from "@/components/ui/choice";
import { Skeleton } from "@/components/ui/skeleton";
import { useZone } from "@/lib/client/preferences";

/** The charts that answer to the pointer and the keys. */
const ExecutionCharts = lazy(() =>
  import("@/components/charts/execution-charts").then((it) => ({ default: it.ExecutionCharts })),
);

export function ChartsSkeleton() {
  return (
    <Plots>
      {["results", "duration", "calls"].map((key) => (
        <Skeleton key={key} className="h-[11.25rem]" />
      ))}
    </Plots>
  );
}

const SHOWN = [
  { value: "charts", label: "Charts" },
  { value: "table", label: "Table" },
] as const;

export function ChartBand({
  stats,
  chosen,
  onChoose,
}: {
  stats: ExecutionStats;
  chosen: { from: string; to: string | null } | null;
  onChoose: (window: { from: string; to: string } | null) => void;
}) {
  const zone = useZone();
  const [shown, setShown] = useState<"charts" | "table">("charts");
  // Drawing them takes longer than all the rest of the page: whoever only looks needs the picture alone.
  const [near, setNear] = useState(false);
  const comeNear = near ? undefined : () => setNear(true);
  const { buckets } = stats;
  const points = useMemo(() => prepareExecutionStats({ buckets }), [buckets]);
  const { from, to } = chosen ?? { from: null, to: null };
  const stretch = useMemo(
    () =>
      from === null
        ? null
        : { fromMs: Date.parse(from), toMs: to ? Date.parse(to) : Number.MAX_SAFE_INTEGER },
    [from, to],
  );
  const { bucket_seconds: bucketSeconds, marks } = stats;
  const picture = { points, bucketSeconds, marks, zone, chosen: stretch };
  return (
    <figure
      aria-label="Executions over time"
      onPointerEnter={comeNear}
      onPointerDown={comeNear}
      onFocus={(event) => {
        comeNear?.();
        keepLayersOut(event);
      }}
    >
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <figcaption className="min-w-0 grow text-ink-2 text-small">
          {describeExecutionStats(points)}
        </figcaption>
        {chosen ? (
          <button
            type="button"
            onClick={() => onChoose(null)}
            className="underline-quiet text-small"
          >
            Show the whole window
          </button>
        ) : (
          <span className="text-ink-3 text-small max-desktop:hidden">
            Drag over the bars to filter the table
          </span>
        )}
        <Choice label="Show as" value={shown} options={SHOWN} onChange={setShown} />
      </div>
      {shown === "charts" ? (
        <Suspense fallback={<ExecutionPictures {...picture} />}>
          {near ? (
            <ExecutionCharts {...picture} onChoose={onChoose} />
          ) : (
            <ExecutionPictures {...picture} />
          )}
        </Suspense>
      ) : (
        <StatsTable points={points} bucketSeconds={bucketSeconds} zone={zone} onChoose={onChoose} />
      )}
    </figure>
  );
}
