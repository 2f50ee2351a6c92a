/** Builds the body of a call by joining JSON that is already text, so that a memo is never parsed. */

export type MemoEntry = { stepId: string; failed: boolean; body: string };

export type CallInput = {
  runId: string;
  /** Event payloads as JSON, the first of the batch first. */
  events: readonly string[];
  /** In order of completion. */
  memo: readonly MemoEntry[];
  /** 0 for the first. */
  attempt: number;
  maxAttempts: number;
  /** Other steps of this run are under way: plan, don't run. */
  parallel: boolean;
};

/** `fn_id` is left out on purpose: it is how a server offers checkpointing, which this one does not. */
export function callBody(input: CallInput): string {
  const stack = input.memo.map(({ stepId }) => stepId);
  const ctx = JSON.stringify({
    run_id: input.runId,
    attempt: input.attempt,
    max_attempts: input.maxAttempts,
    env: "embedded",
    disable_immediate_execution: input.parallel,
    use_api: false,
    stack: { stack, current: Math.max(0, stack.length - 1) },
  });
  const steps = input.memo.map(memoJson).join(",");
  return `{"version":2,"event":${input.events[0] ?? "{}"},"events":[${input.events.join(",")}],"steps":{${steps}},"ctx":${ctx}}`;
}

function memoJson({ stepId, failed, body }: MemoEntry): string {
  const entry = failed ? `{"type":"error","error":${body}}` : `{"type":"data","data":${body}}`;
  return `${JSON.stringify(stepId)}:${entry}`;
}
