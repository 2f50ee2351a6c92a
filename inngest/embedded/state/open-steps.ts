/** Steps that an answer has found: what to wait for, what to call. */
import { celRefusal } from "@/inngest/embedded/flow/cel";
import { type Due, parseDue } from "@/inngest/embedded/protocol/duration";
import { invokeOpts, type Op, waitOpts } from "@/inngest/embedded/protocol/op";
import { type Change, LIMITS, type RunItem, type RunView } from "./types";

type Opened = Extract<Change, { do: "open" }>;

/** Null when every step named is finished or under way already. */
export function openSteps(run: RunView, item: RunItem, ops: readonly Op[]): Change[] | null {
  const known = new Set(run.items.map(({ stepId }) => stepId));
  const fresh = ops.filter(({ id }) => !known.has(id) && !run.done.has(id));
  if (fresh.length === 0) return null;
  if (run.steps + fresh.length > LIMITS.steps) {
    return [end("InngestErrFunctionOverflowed", `The run has more than ${LIMITS.steps} steps.`)];
  }
  const finished = fresh.find(
    ({ op }) => op === "StepRun" || op === "StepError" || op === "StepFailed",
  );
  if (finished) {
    const message = `Step "${finished.displayName ?? finished.id}" came back finished together with others, which only a checkpointing server understands.`;
    return [end("UnsupportedStepError", message)];
  }
  const only = fresh.length === 1 ? fresh[0] : undefined;
  if (only?.op === "StepPlanned" && item.kind === "discovery" && !item.again) {
    return [{ do: "run-step", stepId: only.id, name: nameOf(only), race: isRace(only) }];
  }
  const coalesce = fresh.length > 1 && fresh.some(({ op }) => op === "StepPlanned");
  const opened = fresh.map((op) => open(op, coalesce));
  const bad = opened.find((change) => change.do === "end");
  if (bad) return [bad];
  const closing: Change = item.again ? { do: "discover" } : { do: "close" };
  return [...opened, closing];
}

function open(op: Op, coalesce: boolean): Change {
  const shared = {
    do: "open",
    stepId: op.id,
    name: nameOf(op),
    coalesce,
    race: isRace(op),
  } as const;
  if (op.op === "StepPlanned") return { ...shared, kind: "step", due: null };
  if (op.op === "Sleep") return sleep(op, shared);
  if (op.op === "WaitForEvent") return wait(op, shared);
  return invoke(op, shared);
}

type Shared = Pick<Opened, "do" | "stepId" | "name" | "coalesce" | "race">;

function sleep(op: Op, shared: Shared): Change {
  const text = typeof op.opts?.duration === "string" ? op.opts.duration : (op.name ?? "");
  const due = parseDue(text);
  if (!due)
    return end(
      "InvalidSleepError",
      `Step "${shared.name}" sleeps for "${text}", which is neither a time nor a date.`,
    );
  return { ...shared, kind: "sleep", due };
}

function wait(op: Op, shared: Shared): Change {
  const opts = waitOpts.safeParse(op.opts);
  const due: Due | null = opts.success ? parseDue(opts.data.timeout) : null;
  const event = (opts.data?.event ?? op.name) || null;
  if (!due || !event) {
    return end(
      "InvalidWaitError",
      `Step "${shared.name}" waits without an event or a timeout that can be read.`,
    );
  }
  const condition = opts.data?.if ?? null;
  const refusal = condition === null ? null : celRefusal(condition, `Step "${shared.name}"`);
  if (refusal !== null) return end("InvalidWaitError", refusal);
  return { ...shared, kind: "wait", due, wait: { event, condition } };
}

function invoke(op: Op, shared: Shared): Change {
  const opts = invokeOpts.safeParse(op.opts);
  if (!opts.success) return end("InvalidInvokeError", `Step "${shared.name}" invokes no function.`);
  const { function_id: functionId, payload, timeout } = opts.data;
  const due = timeout ? parseDue(timeout) : null;
  if (timeout && !due)
    return end("InvalidInvokeError", `Step "${shared.name}" has the timeout "${timeout}".`);
  const data = payload?.data ?? {};
  return { ...shared, kind: "invoke", due, invoke: { functionId, data, v: payload?.v ?? null } };
}

const nameOf = (op: Op) => op.displayName ?? op.name ?? op.id;
const isRace = (op: Op) => op.opts?.parallelMode === "race";
const end = (name: string, message: string): Change => ({
  do: "end",
  status: "failed",
  error: { name, message },
});
