/** Applies inputs to runs under their locks: decides, writes, and says what follows for each. */
import { decide } from "@/inngest/embedded/state/decide";
import { evolve } from "@/inngest/embedded/state/evolve";
import type { Input, RunView } from "@/inngest/embedded/state/types";
import type { Tx } from "@/inngest/embedded/store/handle";
import { type LockedItem, type LockedRun, lockRuns } from "@/inngest/embedded/store/run-book";
import { insertFinishDeadlines } from "@/inngest/embedded/store/runs";
import { releaseSlots } from "@/inngest/embedded/store/slots";
import { writeChanges } from "@/inngest/embedded/store/write-changes";
import type { LoopContext } from "./context";
import { type Draft, draftOf, type Invocation, mergeDrafts } from "./draft";

/** Something that came back for an item of a run, or for the run as a whole. */
export type RunInput = { runId: string } & (
  | {
      /** The item is ours only as long as its lease carries this token. */
      itemId: number;
      token: number;
      input: Input;
      /** The caller would go on with the run at once. */
      mayContinue: boolean;
      /** A discovery of a run that was doing nothing else: the short way may do. */
      quick?: { functionId: string; attempt: number };
    }
  /** An open wait or invoke of the run, by its step. */
  | { stepId: string; input: Input }
  | { itemId: number; unleased: true; input: Input }
  | { cancel: string }
);

export type Outcome =
  | {
      type: "continue";
      token: number;
      kind: "discovery" | "step";
      stepId: string | null;
      name: string;
      /** Results that the memo has gained, in order. */
      remembered: { stepId: string; position: number; failed: boolean; body: string }[];
      /** How many results it holds now: more than the caller knows when others have added some meanwhile. */
      position: number;
      parallel: boolean;
      /** How long the lease lasts from now on. */
      leaseMs: number;
    }
  | { type: "released" }
  | { type: "late" }
  | { type: "ended" };

export type Transition = {
  /** In the order of the inputs. */
  outcomes: Outcome[];
  ended: string[];
  invocations: Invocation[];
};

/** Call inside a transaction. */
export async function transition(
  tx: Tx,
  context: LoopContext,
  inputs: readonly RunInput[],
): Promise<Transition> {
  const book = await lockRuns(
    tx,
    inputs.map(({ runId }) => runId),
    inputs.flatMap(namedSteps),
  );
  const drafts = new Map<string, Draft>();
  const marks = inputs.map((input) => applyInput(context, book, drafts, input));
  const set = mergeDrafts([...drafts.values()]);
  await writeChanges(tx, set.changes, context.options.leaseMs);
  if (set.finishDeadlines.length > 0) await insertFinishDeadlines(tx, set.finishDeadlines);
  if (set.released.length > 0) await releaseSlots(tx, set.released);
  const { leaseMs } = context.options;
  const outcomes = marks.map((mark, index) => outcomeOf(mark, inputs[index], drafts, leaseMs));
  return {
    outcomes,
    ended: set.changes.ended.map(({ runId }) => runId),
    invocations: set.invocations,
  };
}

function namedSteps(input: RunInput): string[] {
  if ("cancel" in input || input.input.type !== "ops") return [];
  return input.input.ops.map(({ id }) => id);
}

type Mark = "late" | "applied";

function applyInput(
  context: LoopContext,
  book: ReadonlyMap<string, LockedRun>,
  drafts: Map<string, Draft>,
  input: RunInput,
): Mark {
  const run = book.get(input.runId);
  if (!run) return "late";
  const draft =
    drafts.get(run.runId) ?? draftOf(run, viewOf(context, run), finishAfterMs(context, run));
  drafts.set(run.runId, draft);
  if (draft.end) return "late";
  if ("cancel" in input) {
    draft.endAs({ status: "cancelled", output: null, error: cancelError(input.cancel) });
    return "applied";
  }
  const item = run.items.find((candidate) => isTarget(candidate, input));
  const current = item && draft.view.items.find(({ id }) => id === item.id);
  if (!item || !current) return "late";
  const leased = "token" in input;
  const changes = decide(draft.view, current, input.input);
  draft.apply(item, changes, { leased, mayContinue: leased && input.mayContinue });
  draft.view = evolve(draft.view, current, changes);
  return "applied";
}

function isTarget(item: LockedItem, input: Exclude<RunInput, { cancel: string }>): boolean {
  if ("token" in input)
    return item.id === input.itemId && item.token === input.token && item.leased;
  if ("stepId" in input) return item.stepId === input.stepId && item.kind === "invoke";
  return item.id === input.itemId && item.kind === "wait";
}

function viewOf(context: LoopContext, run: LockedRun): RunView {
  return {
    runId: run.runId,
    functionId: run.functionId,
    maxAttempts: context.registry().maxAttempts(run.functionId),
    retryDelaysMs: context.options.retryDelaysMs,
    steps: run.steps,
    bytes: run.bytes,
    items: run.items,
    done: run.done,
  };
}

function finishAfterMs(context: LoopContext, run: LockedRun): number | null {
  return context.registry().functions.get(run.functionId)?.timeouts?.finish ?? null;
}

const cancelError = (message: string) => JSON.stringify({ name: "RunCancelledError", message });

function outcomeOf(
  mark: Mark,
  input: RunInput | undefined,
  drafts: ReadonlyMap<string, Draft>,
  leaseMs: number,
): Outcome {
  const draft = input && drafts.get(input.runId);
  if (mark === "late" || !draft) return { type: "late" };
  if (draft.end) return { type: "ended" };
  const turned = "itemId" in input ? draft.turned.get(input.itemId) : undefined;
  if (!turned?.keepLease || !("token" in input)) return { type: "released" };
  return {
    type: "continue",
    token: input.token + 1,
    kind: turned.kind === "step" ? "step" : "discovery",
    stepId: turned.stepId,
    name: turned.name ?? "",
    remembered: draft.steps,
    position: draft.view.steps,
    parallel: draft.view.items.length > 1,
    leaseMs,
  };
}
