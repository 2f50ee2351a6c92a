/** Works on one claimed item, and on with its run for as long as nobody else is waiting for the place. */
import type { Input } from "@/inngest/embedded/state/types";
import type { ClaimedItem } from "@/inngest/embedded/store/claim";
import { inLeasedTransaction } from "@/inngest/embedded/store/handle";
import { insertFinishDeadlines, markStarted } from "@/inngest/embedded/store/runs";
import { callHandler } from "./call";
import { fireItem } from "./collected";
import type { LoopContext } from "./context";
import type { Lane } from "./lane";
import { loadRuns } from "./load";
import type { RunCache } from "./run-cache";
import type { Outcome } from "./transition";

export type Held = {
  id: number;
  token: number;
  lost: boolean;
  /** When the lease ends at the latest, by this process's monotonic clock. */
  until: number;
};

export type WorkerDeps = {
  context: LoopContext;
  lane: Lane;
  cache: RunCache;
  /** True while the run may keep its place, and the slots it holds, for its next step, having made so many in a row. */
  mayContinue: (inARow: number, holdsSlots: boolean) => boolean;
};

type Task = {
  runId: string;
  functionId: string;
  kind: string;
  stepId: string | null;
  attempt: number;
  parallel: boolean;
  concurrencyKeys: readonly string[];
};

/** A run whose first call lasts longer than this is shown as running meanwhile. */
const SHOW_AS_RUNNING_MS = 250;
/** An item that was lost this often with its instance is treated as if its call had failed. */
const MOST_LOSSES = 5;

/** @param held tells by `lost` that the lease is gone; its token moves on with the item */
export async function workOn(
  deps: WorkerDeps,
  item: ClaimedItem,
  parallel: boolean,
  held: Held,
): Promise<void> {
  const { runId } = item;
  if (runId === null || !isRunItem(item.kind)) {
    await deps.lane.run((tx) => fireItem(tx, deps.context, item));
    return;
  }
  let task: Task | null = { ...item, runId, parallel };
  let losses = item.leasesLost;
  let inARow = 0;
  while (task && isHeld(held)) {
    const input: Input = losses >= MOST_LOSSES ? lostTooOften(losses) : await perform(deps, task);
    losses = 0;
    if (held.lost) break;
    task = await submit(deps, task, input, held, ++inARow);
  }
}

/** A process that was stopped for a while must not begin what others have long taken over. */
const isHeld = ({ lost, until }: Held) => !lost && performance.now() < until;

const RUN_ITEMS = ["discovery", "step", "sleep", "wait", "invoke"];
const isRunItem = (kind: string) => RUN_ITEMS.includes(kind);

function lostTooOften(losses: number): Input {
  const message = `The engine died or stalled ${losses} times during this call.`;
  return {
    type: "error",
    error: { name: "EngineLostError", message },
    retriable: true,
    retryHint: null,
  };
}

async function perform(deps: WorkerDeps, task: Task): Promise<Input> {
  if (task.kind === "sleep" || task.kind === "wait") {
    return { type: "resolved", failed: false, body: "null" };
  }
  if (task.kind === "invoke") {
    const error = {
      name: "InvokeTimeoutError",
      message: "The invoked function did not end in time.",
    };
    return { type: "resolved", failed: true, body: JSON.stringify(error) };
  }
  return call(deps, task);
}

async function call({ context, cache }: WorkerDeps, task: Task): Promise<Input> {
  const run = cache.get(task.runId) ?? (await reload(context, cache, task.runId));
  const maxAttempts = context.registry().maxAttempts(task.functionId);
  const first = task.attempt === 0 && run.position === 0;
  const show = first && setTimeout(() => void showAsRunning(context, task), SHOW_AS_RUNNING_MS);
  context.counters.add("calls");
  const { events, memo } = run;
  const answer = await callHandler(
    context.handler,
    { ...task, events, memo, maxAttempts },
    context.options.callTimeoutMs,
  );
  if (show) clearTimeout(show);
  if (answer.type === "error") context.counters.add("failedCalls");
  return answer;
}

async function showAsRunning(
  { sql, options, registry, log }: LoopContext,
  { runId, functionId }: Task,
) {
  const afterMs = registry().functions.get(functionId)?.timeouts?.finish ?? null;
  try {
    await inLeasedTransaction(sql, options.leaseMs, async (tx) => {
      const marked = await markStarted(tx, runId);
      if (marked && afterMs !== null)
        await insertFinishDeadlines(tx, [{ runId, functionId, afterMs }]);
    });
  } catch (error) {
    log.warn({ error: String(error), run_id: runId }, "engine could not mark a run as started");
  }
}

async function reload(context: LoopContext, cache: RunCache, runId: string) {
  await loadRuns(context.sql, cache, [runId]);
  const run = cache.get(runId);
  if (!run) throw new Error(`The run ${runId} has vanished.`);
  return run;
}

/** @returns the task with which the run goes on here, if it does */
async function submit(
  deps: WorkerDeps,
  task: Task,
  input: Input,
  held: Held,
  inARow: number,
): Promise<Task | null> {
  const { context, lane, cache } = deps;
  const { runId, functionId, attempt } = task;
  const submittedAt = performance.now();
  const alone = task.kind === "discovery" && !task.parallel;
  const outcome: Outcome = await lane.submit({
    runId,
    itemId: held.id,
    token: held.token,
    input,
    mayContinue: deps.mayContinue(inARow, task.concurrencyKeys.length > 0),
    ...(alone ? { quick: { functionId, attempt } } : {}),
  });
  if (outcome.type !== "continue") {
    if (outcome.type === "late") context.counters.add("lateAnswers");
    if (outcome.type === "ended" || outcome.type === "late") cache.drop(runId);
    return null;
  }
  held.token = outcome.token;
  held.until = submittedAt + outcome.leaseMs;
  context.counters.add("steps", outcome.remembered.length);
  const { kind, stepId, parallel, position } = outcome;
  cache.extend(runId, outcome.remembered);
  if (!cache.holds(runId, position)) await loadRuns(context.sql, cache, [runId]);
  return { ...task, kind, stepId, parallel, attempt: 0 };
}
