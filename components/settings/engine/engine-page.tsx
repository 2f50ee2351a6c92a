"use client";
/** The engine: its state and queue, its schedules, its runs step by step, and replaying one. */
import { useQueryStates } from "nuqs";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { engineQuery } from "@/lib/client/settings-queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { EngineCrons } from "./engine-crons";
import { engineParsers } from "./engine-filters";
import { EngineRuns } from "./engine-runs";
import { EngineState } from "./engine-state";
import { RunPanel } from "./run-panel";

export function EnginePage() {
  const [filters, setFilters] = useQueryStates(engineParsers, { history: "push" });
  const engine = useLiveQuery(engineQuery());
  return (
    <div className="flex flex-col gap-8">
      <h1 className="font-serif text-title">Engine</h1>
      <QueryStates query={engine} skeleton={<SkeletonRows rows={10} label="Loading the engine" />}>
        {(data) => (
          <div className="flex flex-col gap-8">
            <EngineState engine={data} />
            {data.embedded ? <EngineCrons crons={data.embedded.crons} /> : null}
          </div>
        )}
      </QueryStates>
      {engine.data?.kind === "inngest" ? null : (
        <>
          {filters.run ? (
            <RunPanel
              key={filters.run}
              id={filters.run}
              onClose={() => void setFilters({ run: null })}
            />
          ) : null}
          <EngineRuns filters={filters} onChange={(change) => void setFilters(change)} />
        </>
      )}
    </div>
  );
}
