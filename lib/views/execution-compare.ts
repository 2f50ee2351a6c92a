/** Two executions job by job: `a` is the earlier one, so that a change always reads forward in time. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectExecution } from "@/lib/db/queries/read/executions";
import { type ListedJob, selectJobsOfExecution } from "@/lib/db/queries/read/jobs";
import type { ViewDeps } from "./deps";
import { toExecutionRow } from "./execution-row";
import { unknownExecution } from "./not-found";

type Endpoint = typeof ENDPOINTS.executionCompare;
type Response = z.output<Endpoint["response"]>;
type Row = Response["rows"][number];

/** A difference counts when it is a quarter of the earlier time and half a second. */
const NOTABLE_SHARE = 0.25;
const NOTABLE_SECONDS = 0.5;

export async function viewExecutionCompare(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  input: z.output<Endpoint["params"]> & z.output<Endpoint["query"]>,
): Promise<Response> {
  const [own, other] = await Promise.all([readSide(db, input.id), readSide(db, input.with)]);
  const isOwnFirst = own.execution.startedAt <= other.execution.startedAt;
  const [a, b] = isOwnFirst ? [own, other] : [other, own];
  return {
    timestamp: now.toISOString(),
    a: toExecutionRow(a.execution, now),
    b: toExecutionRow(b.execution, now),
    rows: pairJobs(a.jobs, b.jobs),
  };
}

async function readSide(db: ViewDeps["db"], id: string) {
  const [execution, jobs] = await Promise.all([
    selectExecution(db, id),
    selectJobsOfExecution(db, id),
  ]);
  if (!execution) throw unknownExecution(id);
  return { execution, jobs };
}

function pairJobs(aJobs: readonly ListedJob[], bJobs: readonly ListedJob[]): Row[] {
  const keyOf = (job: ListedJob) => `${job.symbol} ${job.timeframe}`;
  const onlyB = new Map(bJobs.map((job) => [keyOf(job), job]));
  const rows = aJobs.map((a) => {
    const b = onlyB.get(keyOf(a)) ?? null;
    onlyB.delete(keyOf(a));
    return toRow(a, { a, b });
  });
  return [...rows, ...Array.from(onlyB.values(), (b) => toRow(b, { a: null, b }))];
}

function toRow(series: ListedJob, { a, b }: { a: ListedJob | null; b: ListedJob | null }): Row {
  return {
    symbol: series.symbol,
    timeframe: series.timeframe,
    a_status: a?.status ?? null,
    b_status: b?.status ?? null,
    a_seconds: a?.durationSeconds ?? null,
    b_seconds: b?.durationSeconds ?? null,
    change: changeBetween(a, b),
    b_error: b?.errorMessage ?? null,
  };
}

function changeBetween(a: ListedJob | null, b: ListedJob | null): Row["change"] {
  if (!b) return "only_a";
  if (!a) return "only_b";
  if (b.status === "failed" && a.status !== "failed") return "new_error";
  if (a.status === "failed" && b.status === "completed") return "recovered";
  return changeOfSpeed(a.durationSeconds, b.durationSeconds);
}

function changeOfSpeed(a: number | null, b: number | null): "slower" | "faster" | "same" {
  if (a === null || b === null) return "same";
  const notable = Math.max(NOTABLE_SECONDS, Math.min(a, b) * NOTABLE_SHARE);
  if (b - a >= notable) return "slower";
  return a - b >= notable ? "faster" : "same";
}
