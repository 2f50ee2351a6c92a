/** Runs of the embedded engine: the list, and one of them step by step. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { ResponseBody } from "@/lib/contract/response-body";
import type { EngineReader, RunDetail, RunSummary } from "@/lib/domain/engine-facts";
import { decodeCursor, positionTimestamp } from "./cursor";
import { unknownRun } from "./not-found";
import { cutPage } from "./page";
import { toInstant, toInstantOrNull } from "./wire";

type Deps = { now: Date; reader: EngineReader | null };
type Query = z.output<(typeof ENDPOINTS.engineRuns)["query"]>;
type Detail = ResponseBody<"engineRun">;

const KIND = "engine-runs";
const keys = z.tuple([positionTimestamp, z.string().max(40)]);

export async function viewEngineRuns(
  { now, reader }: Deps,
  query: Query,
): Promise<ResponseBody<"engineRuns">> {
  const before = decodeCursor(KIND, keys, query.cursor);
  const found = await reader?.listRuns({
    limit: query.limit + 1,
    status: query.status,
    functionId: query.function_id,
    before: before === null ? undefined : { position: before[0], runId: before[1] },
  });
  const page = cutPage(found ?? [], query.limit, {
    kind: KIND,
    keysOf: ({ position, runId }) => [position, runId],
  });
  return {
    timestamp: toInstant(now),
    runs: page.rows.map((run) => ({ ...toRow(run), error_message: run.error })),
    next_cursor: page.nextCursor,
  };
}

/** @throws AppError `not_found` for a run the embedded engine does not keep */
export async function viewEngineRun(
  { now, reader }: Deps,
  { id }: { id: string },
): Promise<Detail> {
  const run = (await reader?.runDetail(id)) ?? null;
  if (run === null) throw unknownRun(id, reader === null);
  return {
    timestamp: toInstant(now),
    run: {
      ...toRow(run),
      throttled_until: toInstantOrNull(run.throttledUntil),
      parent_run_id: run.parentRunId,
      output: run.output,
      error: toError(run.error),
      can_replay: run.status === "failed" || run.status === "cancelled",
    },
    events: run.events.map(({ id: eventId, name, ts, data }) => ({
      id: eventId,
      name,
      sent_at: toInstant(new Date(ts)),
      data,
    })),
    steps: run.steps.map(toStep),
  };
}

function toRow(run: RunSummary | RunDetail) {
  return {
    run_id: run.runId,
    function_id: run.functionId,
    status: run.status,
    event_name: run.eventName,
    created_at: toInstant(run.createdAt),
    started_at: toInstantOrNull(run.startedAt),
    ended_at: toInstantOrNull(run.endedAt),
  };
}

function toStep(step: RunDetail["steps"][number]): Detail["steps"][number] {
  const { queuedAt, startedAt, endedAt } = step;
  return {
    step_id: step.stepId,
    name: step.name,
    op: step.op,
    status: step.status,
    attempts: step.attempts,
    queued_at: toInstant(queuedAt),
    started_at: toInstantOrNull(startedAt),
    ended_at: toInstantOrNull(endedAt),
    due_at: toInstantOrNull(step.dueAt),
    waited_ms: startedAt && msBetween(queuedAt, startedAt),
    ran_ms: startedAt && endedAt && msBetween(startedAt, endedAt),
    output: step.output,
    error: toError(step.error),
  };
}

const msBetween = (from: Date, to: Date) => Math.max(0, to.getTime() - from.getTime());

function toError(error: RunDetail["error"]): Detail["run"]["error"] {
  return error && { name: error.name, message: error.message, stack: error.stack ?? null };
}
