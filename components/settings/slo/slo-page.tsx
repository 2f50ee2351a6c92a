"use client";
/** What was promised and what was kept. */
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatPct } from "@/lib/client/format";
import { sloQuery } from "@/lib/client/settings-queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { BreachList } from "./breach-list";
import { FaultList } from "./fault-list";
import { RpoTable } from "./rpo-table";
import { RtoTable } from "./rto-table";

export function SloPage() {
  const slo = useLiveQuery(sloQuery());
  return (
    <div className="flex flex-col gap-8">
      <div>
        <h1 className="font-serif text-title">Service levels</h1>
        <p className="mt-1 max-w-prose text-ink-2">
          How much data may be missing (RPO), how long a recovery may take (RTO), and what was
          measured. The objectives stand in the policy.
        </p>
      </div>
      <QueryStates query={slo} skeleton={<SkeletonRows rows={14} label="Loading service levels" />}>
        {(data) => (
          <div className="flex flex-col gap-8">
            <RpoTable
              rows={data.rpo}
              note={`${formatPct(data.objective_pct)} of the watched minutes within it, over ${data.window_days} days`}
            />
            <BreachList breaches={data.breaches} />
            <RtoTable rows={data.rto} windowDays={data.window_days} />
            <FaultList faults={data.faults} />
          </div>
        )}
      </QueryStates>
    </div>
  );
}
