/** Writes of jobs (symbol × timeframe inside an execution): queued, claimed, counted, ended. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { AssetClass, Timeframe } from "@/lib/domain/vocabulary";
import { atMs, numberArray, rowsOf, textArray } from "./run";

export type NewJob = { symbol: string; assetClass: AssetClass; timeframe: Timeframe };

/** Stores jobs as pending, in the order given: their ids are the order of work. */
export async function insertJobs(
  db: Db,
  input: { executionId: string; jobs: readonly NewJob[]; now: Date },
): Promise<void> {
  const column = (pick: (job: NewJob) => string) => sql`${textArray(input.jobs.map(pick))}`;
  await db.execute(sql`
    insert into symbol_computation_status (execution_id, symbol, asset_class, timeframe, status, queued_at)
    select ${input.executionId}::uuid, symbol, asset_class, timeframe, 'pending', ${atMs(input.now.getTime())}
    from unnest(${column((job) => job.symbol)}::text[], ${column((job) => job.assetClass)}::text[],
      ${column((job) => job.timeframe)}::text[]) with ordinality as job(symbol, asset_class, timeframe, position)
    order by position`);
}

/** The symbols of an execution that still have open jobs, in order of work. */
export async function selectOpenSymbols(db: Db, executionId: string): Promise<string[]> {
  const rows = await rowsOf<{ symbol: string }>(
    db,
    sql`select symbol from symbol_computation_status
      where execution_id = ${executionId} and status in ('pending', 'in_progress')
      group by symbol order by min(id)`,
  );
  return rows.map((row) => row.symbol);
}

export type OpenJob = { executionId: string; symbol: string; timeframe: Timeframe; status: string };

/** Jobs of other running executions for the same series: two executions must not touch one series at once. */
export async function selectOpenJobs(
  db: Db,
  input: { exceptExecutionId?: string; symbols?: readonly string[] } = {},
): Promise<OpenJob[]> {
  return rowsOf<OpenJob>(
    db,
    sql`select execution_id as "executionId", symbol, timeframe, status from symbol_computation_status
      where status in ('pending', 'in_progress')
      ${input.exceptExecutionId ? sql`and execution_id <> ${input.exceptExecutionId}` : sql``}
      ${input.symbols ? sql`and symbol = any(${textArray(input.symbols)}::text[])` : sql``}
      order by id`,
  );
}

/** Whether an execution works on the symbol at this moment, other than the given one. */
export async function isSymbolAtWork(
  db: Db,
  input: { symbol: string; exceptExecutionId: string | null },
): Promise<boolean> {
  const rows = await rowsOf(
    db,
    sql`select 1 from symbol_computation_status where symbol = ${input.symbol} and status = 'in_progress'
      and execution_id is distinct from ${input.exceptExecutionId}::uuid limit 1`,
  );
  return rows.length > 0;
}

export type ClaimedJob = {
  timeframe: Timeframe;
  assetClass: AssetClass;
};

/**
 * Takes the pending jobs of one symbol for a run; jobs the same run holds already are among them, so a repeated step
 * gets the same answer.
 */
export async function claimJobs(
  db: Db,
  input: { executionId: string; symbol: string; runId: string; now: Date },
): Promise<ClaimedJob[]> {
  return rowsOf<ClaimedJob>(
    db,
    sql`update symbol_computation_status set status = 'in_progress', run_id = ${input.runId},
        attempts = greatest(attempts, 1), started_at = coalesce(started_at, ${atMs(input.now.getTime())})
      where execution_id = ${input.executionId} and symbol = ${input.symbol}
        and (status = 'pending' or (status = 'in_progress' and run_id = ${input.runId}))
      returning timeframe, asset_class as "assetClass"`,
  );
}

export type JobCounts = {
  recordsRejected: number;
  featuresComputed: number;
  /** Waiting for our own request budget, while at work; the time in the queue is between the job's own instants. */
  waitMs: number;
  fetchMs: number;
  insertMs: number;
  computeMs: number;
  backoffMs: number;
};

/** Adds to the counters of the given timeframes' jobs, in the transaction of the work they count: a repeated step counts nothing twice. */
export async function addJobCounts(
  db: Db,
  input: {
    executionId: string | null;
    symbol: string;
    timeframes: readonly Timeframe[];
    counts: Partial<JobCounts>;
  },
): Promise<void> {
  if (input.executionId === null || input.timeframes.length === 0) return;
  const { counts } = input;
  const plus = (name: keyof JobCounts) => sql`${Math.round(counts[name] ?? 0)}::int`;
  await db.execute(sql`
    update symbol_computation_status set records_rejected = records_rejected + ${plus("recordsRejected")},
      features_computed = features_computed + ${plus("featuresComputed")}, fetch_ms = fetch_ms + ${plus("fetchMs")},
      insert_ms = insert_ms + ${plus("insertMs")}, compute_ms = compute_ms + ${plus("computeMs")},
      wait_ms = wait_ms + ${plus("waitMs")}, backoff_ms = backoff_ms + ${plus("backoffMs")}
    where execution_id = ${input.executionId} and symbol = ${input.symbol}
      and timeframe = any(${textArray(input.timeframes)}::text[])`);
}

/** The same for features, whose counts differ by timeframe. */
export async function addFeatureCounts(
  db: Db,
  input: {
    executionId: string | null;
    symbol: string;
    counts: readonly ({ timeframe: Timeframe } & Pick<
      JobCounts,
      "featuresComputed" | "computeMs" | "insertMs"
    >)[];
  },
): Promise<void> {
  const { executionId, symbol, counts } = input;
  if (executionId === null || counts.length === 0) return;
  const column = (name: "featuresComputed" | "computeMs" | "insertMs") =>
    sql`${numberArray(counts.map((row) => Math.round(row[name])))}::int[]`;
  await db.execute(sql`
    update symbol_computation_status as job set features_computed = job.features_computed + counted.features,
      compute_ms = job.compute_ms + counted.compute_ms, insert_ms = job.insert_ms + counted.insert_ms
    from unnest(${textArray(counts.map(({ timeframe }) => timeframe))}::text[], ${column("featuresComputed")},
      ${column("computeMs")}, ${column("insertMs")}) as counted (timeframe, features, compute_ms, insert_ms)
    where job.execution_id = ${executionId} and job.symbol = ${symbol} and job.timeframe = counted.timeframe`);
}

/** Remembers the highest attempt any step of these jobs needed. */
export async function updateJobAttempts(
  db: Db,
  input: { executionId: string; symbol: string; timeframes: readonly Timeframe[]; attempt: number },
): Promise<void> {
  await db.execute(sql`
    update symbol_computation_status set attempts = ${input.attempt}
    where execution_id = ${input.executionId} and symbol = ${input.symbol} and attempts < ${input.attempt}
      and timeframe = any(${textArray(input.timeframes)}::text[])`);
}

export type JobEnding = {
  timeframe: Timeframe;
  /** Null: it succeeded. */
  error: { code: string; message: string } | null;
};

export type EndedJob = {
  timeframe: Timeframe;
  status: "completed" | "failed";
  recordsProcessed: number;
  attempts: number;
};

/** Ends jobs that are not over yet; what another call has ended already is left as it is and not returned. */
export async function endJobs(
  db: Db,
  input: { executionId: string; symbol: string; endings: readonly JobEnding[]; now: Date },
): Promise<EndedJob[]> {
  const { endings, now } = input;
  return rowsOf<EndedJob>(
    db,
    sql`update symbol_computation_status as job set
        status = case when ending.code is null then 'completed' else 'failed' end,
        error_code = ending.code, error_message = ending.message, completed_at = ${atMs(now.getTime())},
        duration_seconds = greatest(0, extract(epoch from (${atMs(now.getTime())} - coalesce(job.started_at, job.queued_at))))
      from unnest(${textArray(endings.map(({ timeframe }) => timeframe))}::text[],
        ${textArray(endings.map(({ error }) => error?.code ?? null))}::text[],
        ${textArray(endings.map(({ error }) => error?.message ?? null))}::text[]) as ending(timeframe, code, message)
      where job.execution_id = ${input.executionId} and job.symbol = ${input.symbol}
        and job.timeframe = ending.timeframe and job.status in ('pending', 'in_progress')
      returning job.timeframe, job.status, job.records_processed as "recordsProcessed", job.attempts`,
  );
}

/** Jobs nobody has begun become cancelled, with the reason as their message; returns the execution of each. */
export async function cancelPendingJobs(
  db: Db,
  input: {
    executionId?: string;
    exceptExecutionId?: string;
    series?: readonly { symbol: string; timeframe: Timeframe }[];
    reason: string | null;
    now: Date;
  },
): Promise<string[]> {
  const { series } = input;
  const rows = await rowsOf<{ execution_id: string }>(
    db,
    sql`update symbol_computation_status set status = 'cancelled', error_message = ${input.reason},
        completed_at = ${atMs(input.now.getTime())}
      where status = 'pending'
      ${input.executionId ? sql`and execution_id = ${input.executionId}` : sql``}
      ${input.exceptExecutionId ? sql`and execution_id <> ${input.exceptExecutionId}` : sql``}
      ${series ? sql`and (symbol, timeframe) in (select * from unnest(${textArray(series.map(({ symbol }) => symbol))}::text[], ${textArray(series.map(({ timeframe }) => timeframe))}::text[]))` : sql``}
      returning execution_id`,
  );
  return rows.map((row) => row.execution_id);
}

/** Gives back jobs whose run is known to be dead, so that another run can claim them. */
export async function releaseJobs(db: Db, executionId: string): Promise<number> {
  const rows = await rowsOf(
    db,
    sql`update symbol_computation_status set status = 'pending', run_id = null
      where execution_id = ${executionId} and status = 'in_progress' returning id`,
  );
  return rows.length;
}

/** Series whose jobs failed in an execution, and those that were never done: what a re-run takes up. */
export async function selectFailedSeries(
  db: Db,
  input: { executionId: string; includeCancelled: boolean },
): Promise<{ symbol: string; timeframe: Timeframe }[]> {
  return rowsOf(
    db,
    sql`select symbol, timeframe from symbol_computation_status where execution_id = ${input.executionId}
      and (status = 'failed' ${input.includeCancelled ? sql`or status = 'cancelled'` : sql``}) order by id`,
  );
}

/** Timeframes of a symbol's jobs that have not ended. */
export async function selectOpenTimeframes(
  db: Db,
  input: { executionId: string; symbol: string },
): Promise<Timeframe[]> {
  const rows = await rowsOf<{ timeframe: Timeframe }>(
    db,
    sql`select timeframe from symbol_computation_status where execution_id = ${input.executionId}
      and symbol = ${input.symbol} and status in ('pending', 'in_progress') order by id`,
  );
  return rows.map((row) => row.timeframe);
}

export async function countInProgress(db: Db, executionId: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from symbol_computation_status
      where execution_id = ${executionId} and status = 'in_progress'`,
  );
  return row?.count ?? 0;
}
