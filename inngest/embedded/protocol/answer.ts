/** Reads what the handler answered; never throws: whatever can't be read is a failed call with a name. */
import { z } from "zod";
import { durationMs } from "./duration";
import { isOpcode, type JsonError, type Op, opSchema, parseJsonError } from "./op";

/** How long to wait before the next attempt, when the answer says so. */
type RetryHint = { afterMs: number } | { at: string } | null;

export type Answer =
  | { type: "ops"; ops: Op[]; noRetry: boolean; retryHint: RetryHint }
  | { type: "done"; output: string }
  | { type: "error"; error: JsonError; retriable: boolean; retryHint: RetryHint };

export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** @param body the whole body as text */
export function parseAnswer(response: { status: number; headers: Headers; body: string }): Answer {
  const noRetry = response.headers.get("x-inngest-no-retry") === "true";
  const retryHint = parseRetryAfter(response.headers.get("retry-after"));
  const parsed = parseJson(response.body);
  if (!parsed.ok) return notJson(response);
  if (response.status === 206) return parseOps(parsed.value, noRetry, retryHint);
  if (response.status === 200) return { type: "done", output: response.body || "null" };
  const error = errorOf(parsed.value, response.status);
  return { type: "error", error, retriable: !noRetry, retryHint };
}

/** A call that brought no answer: time-out, handler gone, answer too large. */
export function failedCall(name: string, message: string, retriable = true): Answer {
  return { type: "error", error: { name, message }, retriable, retryHint: null };
}

/** Seconds or a date, as HTTP has it; also a time string. */
function parseRetryAfter(value: string | null): RetryHint {
  if (value === null || value.trim() === "") return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return { afterMs: Math.max(0, seconds * 1_000) };
  const lasting = durationMs(value);
  if (lasting !== null) return { afterMs: lasting };
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? null : { at: new Date(instant).toISOString() };
}

function parseJson(body: string): { ok: true; value: unknown } | { ok: false } {
  if (body === "") return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}

function notJson(response: { status: number; body: string }): Answer {
  const start = response.body.slice(0, 120).replaceAll(/\s+/g, " ");
  return failedCall(
    "InvalidAnswerError",
    `The function's handler answered ${response.status} with something that is not JSON: "${start}".`,
  );
}

function parseOps(value: unknown, noRetry: boolean, retryHint: RetryHint): Answer {
  const list = z.array(opSchema).safeParse(Array.isArray(value) ? value : [value]);
  if (!list.success) {
    return failedCall(
      "InvalidAnswerError",
      `The handler answered 206 with steps that can't be read: ${z.prettifyError(list.error)}`,
    );
  }
  const unknown = list.data.find(({ op }) => !isOpcode(op));
  if (unknown) {
    return {
      type: "error",
      error: {
        name: "UnsupportedStepError",
        message: `Step "${unknown.displayName ?? unknown.id}" uses ${unknown.op}, which the embedded engine does not offer; use a real Inngest server for it.`,
      },
      retriable: false,
      retryHint: null,
    };
  }
  return { type: "ops", ops: list.data, noRetry, retryHint };
}

function errorOf(value: unknown, status: number): JsonError {
  if (value === null) {
    return {
      name: "InvalidAnswerError",
      message: `The handler answered ${status} without a body.`,
    };
  }
  if (typeof value === "object" && "error" in value && !("message" in value)) {
    return { name: "Error", message: String(value.error) };
  }
  return parseJsonError(value);
}
