"use client";
/** Health: in five seconds, is anything wrong, how bad, since when, what to do. */
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { Skeleton } from "@/components/ui/skeleton";
import type { ResponseOf } from "@/lib/client/call";
import { overviewQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { Changes } from "./changes";
import { ComponentTiles } from "./component-tiles";
import { Faults } from "./faults";
import { Incidents } from "./incidents";
import { RecentExecutions } from "./recent-executions";
import { TierTable } from "./tier-table";
import { UpcomingAxis } from "./upcoming-axis";
import { UnknownVerdict, VerdictStrip } from "./verdict-strip";

// Seldom shown, hence not among what every visit loads.
const Kiosk = dynamic(() => import("./kiosk").then((it) => it.Kiosk));
const FirstRun = dynamic(() => import("./first-run").then((it) => it.FirstRun));

// Asks for its own figures, below what is read first: its code can come with them.
const Holes = dynamic(() => import("./holes").then((it) => it.Holes), {
  ssr: false,
  loading: () => <Skeleton className="h-48" />,
});

type Overview = ResponseOf<"overview">;

export function HealthPage() {
  const kiosk = useSearchParams().get("kiosk") === "1";
  const overview = useLiveQuery(overviewQuery());
  const { data, error } = overview;
  // Old figures may stay on the page, an old verdict may not.
  const verdict = error ? (
    <UnknownVerdict error={error} onRetry={() => void overview.refetch()} />
  ) : (
    data && <VerdictStrip overview={data} />
  );
  if (kiosk) return <Kiosk overview={data} verdict={verdict} />;
  return (
    <div className="flex flex-col gap-8">
      {verdict ?? <VerdictSkeleton />}
      {data ? (
        <div className={error ? "opacity-60" : undefined}>
          <Body data={data} />
        </div>
      ) : null}
      {data || error ? null : <BodySkeleton />}
    </div>
  );
}

function Body({ data }: { data: Overview }) {
  return (
    <div className="flex flex-col gap-8">
      {data.setup.first_backfill ? null : <FirstRun setup={data.setup} />}
      <ComponentTiles components={data.components} />
      {/* Read first, and on a narrow screen seen first: what is at fault. */}
      <div className="grid gap-x-10 gap-y-8 desktop:grid-cols-[minmax(0,2fr)_minmax(0,1fr)] desktop:grid-rows-[auto_1fr]">
        <div className="flex min-w-0 flex-col gap-8 desktop:col-start-2">
          <Faults faults={data.faults} />
          <Incidents incidents={data.incidents} />
        </div>
        <div className="flex min-w-0 flex-col gap-8 desktop:col-start-1 desktop:row-span-2 desktop:row-start-1">
          <TierTable tiers={data.tiers} />
          <UpcomingAxis events={data.upcoming} />
          <RecentExecutions rows={data.recent_executions} />
          <Holes />
        </div>
        <div className="min-w-0 desktop:col-start-2">
          <Changes changes={data.changes} />
        </div>
      </div>
    </div>
  );
}

function VerdictSkeleton() {
  return (
    <div role="status" aria-label="Loading health" className="border-rule border-l-4 py-1 pl-5">
      <Skeleton className="h-9 w-[min(36rem,80%)]" />
      <Skeleton className="mt-4 h-4 w-64" />
    </div>
  );
}

function BodySkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-8">
      <div className="grid gap-4 border-ink border-t pt-3 tablet:grid-cols-2 desktop:grid-cols-5">
        {["a", "b", "c", "d", "e"].map((key) => (
          <Skeleton key={key} className="h-32" />
        ))}
      </div>
      <div className="grid gap-10 desktop:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Skeleton className="h-96" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
