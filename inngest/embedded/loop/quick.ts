/** Which answers may take the short way, and what became of them. */
import { decide } from "@/inngest/embedded/state/decide";
import type { Input, RunItem } from "@/inngest/embedded/state/types";
import { answeredInTime } from "@/inngest/embedded/store/handle";
import { type QuickStep, writeQuickSteps } from "@/inngest/embedded/store/quick-step";
import type { LoopContext } from "./context";
import type { Outcome, RunInput } from "./transition";

/** A discovery of a run that does nothing else: what the state machine would be shown. */
const alone: RunItem = {
  id: 0,
  kind: "discovery",
  stepId: null,
  name: "",
  attempt: 0,
  coalesce: false,
  race: false,
  again: false,
  leased: true,
};

/** The step to write when the state machine says "remember, then discover" and nothing else; null otherwise. */
function quickStepOf(context: LoopContext, input: RunInput): QuickStep | null {
  if (!("token" in input) || !input.quick || !input.mayContinue) return null;
  const remember = rememberOf(context, input.quick, input.input);
  if (!remember) return null;
  const { do: _, ...step } = remember;
  const { runId, itemId, token } = input;
  return { runId, itemId, token, ...step, bytes: Buffer.byteLength(step.body) };
}

function rememberOf(
  context: LoopContext,
  { functionId, attempt }: { functionId: string; attempt: number },
  input: Input,
) {
  if (input.type !== "ops") return null;
  const run = {
    runId: "",
    functionId,
    maxAttempts: context.registry().maxAttempts(functionId),
    retryDelaysMs: context.options.retryDelaysMs,
    steps: 0,
    bytes: 0,
    items: [alone],
    done: new Set<string>(),
  };
  const [first, second, ...more] = decide(run, { ...alone, attempt }, input);
  const quick = first?.do === "remember" && second?.do === "discover" && more.length === 0;
  return quick ? first : null;
}

/** @returns an outcome per input; undefined for those that have to go the long way */
export async function commitQuick(
  context: LoopContext,
  inputs: readonly RunInput[],
): Promise<(Outcome | undefined)[]> {
  const steps = inputs.map((input) => quickStepOf(context, input));
  const rows = steps.flatMap((step) => step ?? []);
  if (rows.length === 0) return inputs.map(() => undefined);
  const { sql, options } = context;
  const writing = writeQuickSteps(sql, rows, options.leaseMs);
  const written = await answeredInTime(sql, options.leaseMs, writing);
  return steps.map((step) => {
    const row = step && written.get(step.itemId);
    if (!step || !row) return undefined;
    const { stepId, failed, body } = step;
    return {
      type: "continue",
      token: step.token + 1,
      kind: "discovery",
      stepId: null,
      name: "",
      remembered: [{ stepId, position: row.position, failed, body }],
      position: row.position,
      parallel: false,
      leaseMs: row.leaseMs,
    };
  });
}
