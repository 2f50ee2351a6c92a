/** The state machine: a run, what came back for one of its items, and what follows from it. */

import { backoffMs } from "@/inngest/embedded/flow/backoff";
import type { Answer } from "@/inngest/embedded/protocol/answer";
import type { Due } from "@/inngest/embedded/protocol/duration";
import type { JsonError, Op } from "@/inngest/embedded/protocol/op";
import { parseJsonError } from "@/inngest/embedded/protocol/op";
import { openSteps } from "./open-steps";
import { type Change, type Input, LIMITS, type RunItem, type RunView } from "./types";

/** What follows from this input for this item of the run. The caller has checked that the item is still its own. */
export function decide(run: RunView, item: RunItem, input: Input): Change[] {
  if (input.type === "resolved")
    return finishStep(run, item, stepOf(item, input.failed, input.body));
  if (input.type === "done") return endWith(input.output);
  if (input.type === "error") return failCall(run, item, input);
  return answerOps(run, item, input);
}

type FinishedStep = Omit<Extract<Change, { do: "remember" }>, "do">;

function stepOf(item: RunItem, failed: boolean, body: string): FinishedStep {
  const ops = { sleep: "Sleep", wait: "WaitForEvent", invoke: "InvokeFunction" } as const;
  const op = item.kind in ops ? ops[item.kind as keyof typeof ops] : "StepRun";
  return { stepId: item.stepId ?? "", name: item.name, op, failed, body, attempts: item.attempt };
}

function endWith(output: string): Change[] {
  if (Buffer.byteLength(output) > LIMITS.stepBytes) {
    return [fail("OutputTooLargeError", "The function's output is larger than 4 MB.")];
  }
  return [{ do: "end", status: "completed", output }];
}

/** The call failed as a whole: the function threw between steps, or nobody answered. */
function failCall(
  run: RunView,
  item: RunItem,
  answer: Extract<Answer, { type: "error" }>,
): Change[] {
  if (!answer.retriable || item.attempt + 1 >= run.maxAttempts) {
    return [{ do: "end", status: "failed", error: answer.error }];
  }
  return [retry(run, item, answer.error, answer.retryHint)];
}

function retry(run: RunView, item: RunItem, error: JsonError, hint: Due | null): Change {
  const due = hint ?? { afterMs: backoffMs(item.attempt, run.retryDelaysMs) };
  return { do: "retry", attempt: item.attempt + 1, due, error };
}

function answerOps(
  run: RunView,
  item: RunItem,
  answer: Extract<Answer, { type: "ops" }>,
): Change[] {
  const { ops } = answer;
  const complete = ops.find(({ op }) => op === "RunComplete");
  if (complete) return endWith(JSON.stringify(complete.data ?? null));
  const only = ops.length === 1 ? ops[0] : undefined;
  if (only) {
    const single = answerOne(run, item, only, answer);
    if (single) return single;
  }
  return openSteps(run, item, ops) ?? nothingFollows(run, item);
}

/** Ops that end or retry the item they answer; null for those that open something. */
function answerOne(
  run: RunView,
  item: RunItem,
  op: Op,
  answer: Extract<Answer, { type: "ops" }>,
): Change[] | null {
  switch (op.op) {
    case "StepRun":
    case "Step":
      return finishStep(run, item, ranStep(item, op, false, JSON.stringify(op.data ?? null)));
    case "StepFailed":
      return finishStep(run, item, ranStep(item, op, true, errorBody(op)));
    case "StepError": {
      const spent = answer.noRetry || item.attempt + 1 >= run.maxAttempts;
      if (spent) return finishStep(run, item, ranStep(item, op, true, errorBody(op)));
      return [retry(run, item, parseJsonError(op.error), answer.retryHint)];
    }
    case "DiscoveryRequest":
      return goOn(run, item);
    case "StepNotFound": {
      const message = `The step "${item.name}" was planned, but the function no longer has it.`;
      return failCall(run, item, {
        type: "error",
        error: { name: "StepNotFoundError", message },
        retriable: true,
        retryHint: null,
      });
    }
    default:
      return null;
  }
}

function ranStep(item: RunItem, op: Op, failed: boolean, body: string): FinishedStep {
  const name = op.displayName ?? op.name ?? item.name;
  return { stepId: op.id, name, op: "StepRun", failed, body, attempts: item.attempt + 1 };
}

const errorBody = (op: Op) => JSON.stringify(parseJsonError(op.error ?? op.data));

/** Memo, then on with the run: unless the limits say that it ends here. */
function finishStep(run: RunView, item: RunItem, step: FinishedStep): Change[] {
  if (run.done.has(step.stepId)) return goOn(run, item);
  const bytes = Buffer.byteLength(step.body);
  if (bytes > LIMITS.stepBytes) {
    return [
      fail("StepOutputTooLargeError", `The output of step "${step.name}" is larger than 4 MB.`),
    ];
  }
  if (run.bytes + bytes > LIMITS.stateBytes) {
    return [
      fail(
        "InngestErrStateOverflowed",
        "The results of this run's steps are larger than 32 MB together.",
      ),
    ];
  }
  if (run.steps + 1 > LIMITS.steps) {
    return [fail("InngestErrFunctionOverflowed", `The run has more than ${LIMITS.steps} steps.`)];
  }
  return [{ do: "remember", ...step }, ...goOn(run, item)];
}

/**
 * After something finished: call the function once more, unless a group of parallel steps is still under
 * way (then its last one does), or another discovery is already there.
 */
function goOn(run: RunView, item: RunItem): Change[] {
  const others = run.items.filter(({ id }) => id !== item.id);
  if (item.kind === "discovery") return [{ do: "discover" }];
  if (!item.race && others.some(({ coalesce }) => coalesce)) return [{ do: "close" }];
  const discovery = others.find(({ kind }) => kind === "discovery");
  if (!discovery) return [{ do: "discover" }];
  if (!discovery.leased) return [{ do: "close" }];
  return [{ do: "again", itemId: discovery.id }, { do: "close" }];
}

/** The function has found nothing new: it waits for what is open, or the answer made no sense. */
function nothingFollows(run: RunView, item: RunItem): Change[] {
  if (item.kind === "discovery" && item.again) return [{ do: "discover" }];
  if (run.items.some(({ id }) => id !== item.id)) return [{ do: "close" }];
  return failCall(run, item, {
    type: "error",
    error: {
      name: "NothingToDoError",
      message: "The function neither ended nor named a step that is not finished already.",
    },
    retriable: true,
    retryHint: null,
  });
}

function fail(name: string, message: string): Change {
  return { do: "end", status: "failed", error: { name, message } };
}
