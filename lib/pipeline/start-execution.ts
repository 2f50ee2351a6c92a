/** Opens an execution: its row, its pending jobs and the word to the engine, together or not at all. */
import { policyJson } from "@/lib/config/policy";
import type { Db } from "@/lib/db/connect";
import { insertExecution } from "@/lib/db/queries/executions";
import { cancelPendingJobs, insertJobs, type OpenJob, selectOpenJobs } from "@/lib/db/queries/jobs";
import { takeStartLock } from "@/lib/db/queries/locks";
import { insertLogLines } from "@/lib/db/queries/log-lines";
import type { Trigger } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import { closeExecution } from "./close-execution";
import type { PipelineDeps } from "./deps";
import {
  type ExecutionPlan,
  type PlanInput,
  planExecution,
  requireSamePlan,
} from "./plan-execution";

export type ExecutionRequest = { executionId: string; priority: number };

/** How the engine hears of an execution: in the same transaction where it lives in our database, else right after it. */
export type ExecutionQueue = {
  enqueue?: (tx: Db, request: ExecutionRequest) => Promise<void>;
  afterCommit?: (request: ExecutionRequest) => Promise<void>;
  /** Says it again, in case it was never heard; `turn` starts another run although an earlier one was heard of. */
  resend?: (request: ExecutionRequest & { turn?: number }) => Promise<void>;
  /** Wakes runs that wait. Only a hint: what counts is in the database. */
  signal?: (what: "cancelled" | "resumed", executionId: string) => Promise<void>;
};

export type StartDeps = PipelineDeps & { queue: ExecutionQueue };

export type StartInput = PlanInput & {
  trigger: Trigger;
  requestedBy: string | null;
  reason?: string | null;
  parentExecutionId?: string | null;
  priority?: number;
  /** The token of a preview: refuses to start anything else than what was shown. */
  token?: string;
  /**
   * What happens to series that another execution has not finished: `refuse` (the default) starts nothing,
   * `skip` leaves them to the other, `take_over` cancels what the other has not begun.
   */
  whenOpen?: "refuse" | "skip" | "take_over";
  /** Runs in the same transaction, with the new execution's id: an audit row, an idempotency key. */
  within?: (tx: Db, executionId: string) => Promise<void>;
};

export type StartedExecution = Pick<ExecutionPlan, "requests" | "estimatedMs"> & {
  executionId: string;
  symbols: number;
  jobs: number;
};

/**
 * Null when `skip` left nothing to do.
 * @throws AppError `conflict` when series are open elsewhere or the plan is not the one of the token
 */
export async function startExecution(
  deps: StartDeps,
  input: StartInput,
): Promise<StartedExecution | null> {
  const plan = await planExecution(deps, input);
  requireSamePlan(plan, input.token);
  const opened = await deps.db.transaction((tx) => open(deps, tx, { plan, input }));
  if (!opened) return null;

  const { executionId, closable } = opened;
  for (const other of closable) await closeExecution(deps, { executionId: other });
  await deps.queue.afterCommit?.({ executionId, priority: input.priority ?? 0 });
  deps.log.info("Execution started", { execution_id: executionId, jobs: opened.jobs });
  return {
    executionId,
    symbols: opened.symbols,
    jobs: opened.jobs,
    requests: plan.requests,
    estimatedMs: plan.estimatedMs,
  };
}

type Opened = { executionId: string; symbols: number; jobs: number; closable: string[] };

async function open(
  deps: StartDeps,
  tx: Db,
  { plan, input }: { plan: ExecutionPlan; input: StartInput },
): Promise<Opened | null> {
  await takeStartLock(tx);
  const elsewhere = await openElsewhere(tx, plan);
  const whenOpen = input.whenOpen ?? "refuse";
  if (elsewhere.length > 0 && whenOpen === "refuse") throw conflict(elsewhere);
  const taken = new Set(elsewhere.map(keyOf));
  const jobs = whenOpen === "skip" ? plan.jobs.filter((job) => !taken.has(keyOf(job))) : plan.jobs;
  if (jobs.length === 0) return null;

  const now = deps.now();
  const symbols = new Set(jobs.map(({ symbol }) => symbol)).size;
  const priority = input.priority ?? 0;
  const executionId = await insertExecution(tx, {
    startedAt: now,
    totalSymbols: symbols,
    totalJobs: jobs.length,
    trigger: input.trigger,
    requestedBy: input.requestedBy,
    reason: input.reason ?? null,
    parentExecutionId: input.parentExecutionId ?? null,
    priority,
    newestFirst: input.newestFirst ?? false,
    scope: { ...input.scope },
    config: settingsInForce(deps),
  });
  await insertJobs(tx, { executionId, jobs, now });
  const closable =
    whenOpen === "take_over" ? await takeOver(tx, { executionId, elsewhere, now }) : [];
  const message = `${jobs.length} jobs of ${symbols} symbols, about ${plan.requests} vendor requests.`;
  await insertLogLines(tx, [{ executionId, at: now, level: "info", message }]);
  await input.within?.(tx, executionId);
  await deps.queue.enqueue?.(tx, { executionId, priority });
  return { executionId, symbols, jobs: jobs.length, closable };
}

const keyOf = ({ symbol, timeframe }: { symbol: string; timeframe: string }) =>
  `${symbol} ${timeframe}`;

async function openElsewhere(tx: Db, plan: ExecutionPlan): Promise<OpenJob[]> {
  const wanted = new Set(plan.jobs.map(keyOf));
  const open = await selectOpenJobs(tx, { symbols: plan.symbols.map(({ symbol }) => symbol) });
  return open.filter((job) => wanted.has(keyOf(job)));
}

function conflict(elsewhere: readonly OpenJob[]): AppError {
  const [first] = elsewhere;
  const others = elsewhere.length === 1 ? "" : ` and ${elsewhere.length - 1} other series`;
  return new AppError(
    "conflict",
    `${first?.symbol} ${first?.timeframe}${others} are still open in execution ${first?.executionId}. Wait for it, cancel it, or force.`,
  );
}

/** Jobs begun elsewhere are left to finish there; the new execution waits for them. */
async function takeOver(
  tx: Db,
  input: { executionId: string; elsewhere: readonly OpenJob[]; now: Date },
): Promise<string[]> {
  if (input.elsewhere.length === 0) return [];
  const from = await cancelPendingJobs(tx, {
    exceptExecutionId: input.executionId,
    series: input.elsewhere,
    reason: `Taken over by execution ${input.executionId}`,
    now: input.now,
  });
  return [...new Set(from)];
}

function settingsInForce(deps: StartDeps): Record<string, unknown> {
  const { backfill_optimization } = policyJson(deps.policy());
  return { provider: deps.provider.name, ...Object(backfill_optimization) };
}
