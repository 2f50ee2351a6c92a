/**
 * One HTTP attempt at the vendor: budget, key, timeout, body, failure, lineage. Never retries: the durable step does,
 * so that a wait survives a crash and attempts never multiply (see retry-decision.ts).
 */

import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import {
  type CallContext,
  ProviderError,
  type ProviderFailure,
  type ProviderOperation,
  type RequestRecord,
} from "@/lib/provider/provider";
import type { TokenBucket } from "@/lib/provider/token-bucket";
import { classifyFailure, looksLikeHtml } from "./classify-failure";
import { readBody } from "./read-body";
import { retryAfterMs } from "./retry-after";

export type RequestDeps = {
  baseUrl: string;
  apiKey: string;
  timeoutMs: number;
  bucket: TokenBucket;
  now: () => number;
};

export type Question = {
  operation: ProviderOperation;
  path: string;
  symbol: string | null;
  timeframe: BaseTimeframe | null;
  page: number;
};

export type Answer = { json: unknown; vendorNowMs: number | null; requestId: string | null };

/** What the caller made of a good answer; goes into its lineage record. A throw is recorded as the answer's failure. */
export type Reading<T> = { value: T; rows: number; requestId: string | null };

type Received = { status: number; text: string; bytes: number; headers: Headers };

export async function request<T>(
  deps: RequestDeps,
  context: CallContext,
  question: Question,
  read: (answer: Answer) => Reading<T>,
): Promise<T> {
  const throttledMs = await deps.bucket.take(context.signal);
  const startedMs = deps.now();
  const record: RequestRecord = {
    provider: "massive",
    operation: question.operation,
    path: question.path,
    symbol: question.symbol,
    timeframe: question.timeframe,
    purpose: context.purpose,
    attempt: context.attempt ?? 1,
    page: question.page,
    startedAt: new Date(startedMs),
    throttledMs,
    durationMs: 0,
    status: null,
    bytes: 0,
    rows: 0,
    vendorRequestId: null,
    retryAfterMs: null,
    failure: null,
    error: null,
  };
  try {
    const received = await send(deps, context, question);
    record.status = received.status;
    record.bytes = received.bytes;
    record.vendorRequestId = received.headers.get("x-request-id");
    const reading = read(understand(deps, question, received, record));
    record.rows = reading.rows;
    record.vendorRequestId = reading.requestId ?? record.vendorRequestId;
    return reading.value;
  } catch (error) {
    record.error = error instanceof Error ? error.message : String(error);
    record.failure = error instanceof ProviderError ? error.failure.kind : null;
    throw error;
  } finally {
    record.durationMs = Math.max(0, deps.now() - startedMs);
    context.onRequest?.(record);
  }
}

async function send(
  deps: RequestDeps,
  context: CallContext,
  question: Question,
): Promise<Received> {
  const timeout = AbortSignal.timeout(deps.timeoutMs);
  const signal = context.signal ? AbortSignal.any([context.signal, timeout]) : timeout;
  try {
    const response = await fetch(`${deps.baseUrl.replace(/\/$/, "")}${question.path}`, {
      headers: { authorization: `Bearer ${deps.apiKey}`, accept: "application/json" },
      // A redirect could carry the key to another host.
      redirect: "manual",
      signal,
    });
    const body = await readBody(response);
    return { ...body, status: response.status, headers: response.headers };
  } catch (error) {
    if (context.signal?.aborted) throw context.signal.reason;
    if (timeout.aborted) {
      throw unavailable(question, "timeout", `no answer within ${deps.timeoutMs / 1000} s`, error);
    }
    throw unavailable(question, "network", networkWords(error), error);
  }
}

function understand(
  deps: RequestDeps,
  question: Question,
  received: Received,
  record: RequestRecord,
): Answer {
  const { status, text, headers } = received;
  if (status !== 200) {
    record.retryAfterMs = retryAfterMs(headers, deps.now());
    if (record.retryAfterMs !== null)
      deps.bucket.holdUntil(deps.now() + Math.min(60_000, record.retryAfterMs));
    const { failure, said } = classifyFailure({ status, text, retryAfterMs: record.retryAfterMs });
    throw new ProviderError(
      failure,
      `${subject(question)}: the vendor answered ${status}: ${said}`,
    );
  }
  const json = parseJson(question, text);
  const dateMs = Date.parse(headers.get("date") ?? "");
  return {
    json,
    vendorNowMs: Number.isNaN(dateMs) ? null : dateMs,
    requestId: record.vendorRequestId,
  };
}

function parseJson(question: Question, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (looksLikeHtml(text)) {
      throw unavailable(
        question,
        "not_json",
        "the vendor answered 200 with an HTML page",
        error,
        200,
      );
    }
    if (!text.trimEnd().endsWith("}")) {
      throw unavailable(
        question,
        "cut_body",
        `the body stops after ${text.length} characters`,
        error,
        200,
      );
    }
    throw malformed(question, { field: "body", bar: null, message: "is not JSON" }, error);
  }
}

export function malformed(
  question: Question,
  fault: { field: string; bar: number | null; message: string },
  cause?: unknown,
): ProviderError {
  const failure: ProviderFailure = {
    kind: "malformed",
    page: question.page,
    field: fault.field,
    bar: fault.bar,
  };
  const where = fault.bar === null ? "" : `, bar ${fault.bar}`;
  return new ProviderError(
    failure,
    `${subject(question)}, page ${question.page}${where}: "${fault.field}" ${fault.message}; the page is refused whole`,
    { cause },
  );
}

function unavailable(
  question: Question,
  reason: "network" | "timeout" | "not_json" | "cut_body",
  words: string,
  cause: unknown,
  status: number | null = null,
): ProviderError {
  return new ProviderError(
    { kind: "unavailable", reason, status, retryAfterMs: null },
    `${subject(question)}: ${words}`,
    { cause },
  );
}

function subject({ operation, symbol, timeframe }: Question): string {
  return [symbol ?? "all symbols", timeframe ?? operation].join(" ");
}

/** `fetch failed` says nothing; its cause does (ECONNREFUSED, ECONNRESET, ENOTFOUND). */
function networkWords(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return `the connection failed: ${cause instanceof Error ? cause.message || cause.name : String(cause)}`;
}
