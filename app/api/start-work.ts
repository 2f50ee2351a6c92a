/** What every route that starts work has in common: the pipeline's deps, the audit line, the answer. */
import { getRuntime } from "@/inngest/runtime";
import type { Actor } from "@/lib/auth/actor-type";
import { noteChange } from "@/lib/auth/with-audit";
import type { ResponseBody } from "@/lib/contract/response-body";
import type { Criticality, Timeframe } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import { Reply } from "@/lib/http/reply";
import type { ExecutionScope, SeriesKey } from "@/lib/pipeline/execution-scope";
import { type StartInput, startExecution } from "@/lib/pipeline/start-execution";

type Asked = Omit<StartInput, "requestedBy" | "within"> & { action: string };

/** Starts an execution, writes the audit line in its transaction, and answers 202 with where it can be watched. */
export async function startWork(
  { actor, now }: { actor: Actor; now: Date },
  { action, ...input }: Asked,
): Promise<Reply<ResponseBody<"triggerBackfill">>> {
  const started = await startExecution(getRuntime().deps, {
    ...input,
    requestedBy: actor.name,
    within: (tx, executionId) =>
      noteChange(tx, actor, {
        action,
        target: `execution ${executionId}`,
        after: { scope: input.scope, parent: input.parentExecutionId ?? null },
        reason: input.reason,
      }),
  });
  if (started === null) throw new AppError("conflict", "Every series of it is under way already.");
  return new Reply(
    {
      timestamp: now.toISOString(),
      execution_id: started.executionId,
      total_symbols: started.symbols,
      total_jobs: started.jobs,
    },
    {
      status: 202,
      headers: { location: `/api/v1/admin/scheduler/executions/${started.executionId}` },
    },
  );
}

type ScopeBody = {
  symbols?: string[] | undefined;
  timeframes?: Timeframe[] | undefined;
  criticality?: Criticality | Criticality[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** The body's scope in the pipeline's words. `series`, when given, says exactly which series. */
export function toScope(body: ScopeBody, series: readonly SeriesKey[] | null): ExecutionScope {
  const { symbols, timeframes, criticality, from, to } = body;
  const range = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  if (series !== null) return { series, ...range };
  return {
    ...(symbols === undefined ? {} : { symbols }),
    ...(timeframes === undefined ? {} : { timeframes }),
    ...(criticality === undefined ? {} : { criticality: [criticality].flat() }),
    ...range,
  };
}
