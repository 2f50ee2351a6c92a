/** One call of the function's handler: a Request in, an answer out, whatever happens between. */
import {
  type Answer,
  failedCall,
  MAX_ANSWER_BYTES,
  parseAnswer,
} from "@/inngest/embedded/protocol/answer";
import { type CallInput, callBody } from "@/inngest/embedded/protocol/call-body";
import { HANDLER_HEADERS, HANDLER_URL } from "@/inngest/embedded/protocol/registration";

export type Call = CallInput & {
  functionId: string;
  /** Null: find out what to do next. */
  stepId: string | null;
};

export async function callHandler(
  handler: (request: Request) => Promise<Response>,
  call: Call,
  timeoutMs: number,
): Promise<Answer> {
  const query = new URLSearchParams({ fnId: call.functionId, stepId: call.stepId ?? "step" });
  const request = new Request(`${HANDLER_URL}?${query}`, {
    method: "POST",
    headers: HANDLER_HEADERS,
    body: callBody(call),
  });
  const timeout = createTimeout(timeoutMs);
  try {
    return await Promise.race([answerOf(handler, request), timeout.promise]);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return failedCall("HandlerGoneError", `The function's handler could not be called: ${message}`);
  } finally {
    timeout.clear();
  }
}

async function answerOf(
  handler: (request: Request) => Promise<Response>,
  request: Request,
): Promise<Answer> {
  const response = await handler(request);
  const body = await response.text();
  if (body.length > MAX_ANSWER_BYTES) {
    const message = `The handler's answer is larger than ${MAX_ANSWER_BYTES / 1024 / 1024} MB.`;
    return failedCall("AnswerTooLargeError", message, false);
  }
  return parseAnswer({ status: response.status, headers: response.headers, body });
}

function createTimeout(ms: number): { promise: Promise<Answer>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => {
      resolve(
        failedCall("CallTimeoutError", `The function did not answer within ${ms / 1_000} s.`),
      );
    }, ms);
    timer.unref();
  });
  return { promise, clear: () => clearTimeout(timer) };
}
