/** Reads what a bad answer of the vendor means; three kinds of 403 differ by their text only. */
import type { ProviderFailure } from "@/lib/provider/provider";
import { errorBody } from "./bodies";

export type BadAnswer = { status: number; text: string; retryAfterMs: number | null };

export function classifyFailure(answer: BadAnswer): { failure: ProviderFailure; said: string } {
  const said = vendorWords(answer);
  return { failure: failureOf(answer, said ?? ""), said: said ?? `HTTP ${answer.status}` };
}

/** The vendor's own sentence, or null when the body is not its JSON (a proxy's HTML page, nothing at all). */
function vendorWords({ text }: BadAnswer): string | null {
  const body = errorBody.safeParse(parseOrNull(text));
  return body.success ? (body.data.error ?? body.data.message ?? null) : null;
}

function failureOf({ status, text, retryAfterMs }: BadAnswer, said: string): ProviderFailure {
  if (status === 429) return { kind: "rate_limited", retryAfterMs };
  if (status >= 500 || status === 408) {
    return { kind: "unavailable", reason: "http_status", status, retryAfterMs };
  }
  if (looksLikeHtml(text)) return { kind: "unavailable", reason: "not_json", status, retryAfterMs };
  switch (status) {
    case 401:
      return { kind: "auth" };
    case 403:
      return forbidden(said);
    case 404:
      return { kind: "unknown_symbol" };
    default:
      return { kind: "bad_request" };
  }
}

function forbidden(said: string): ProviderFailure {
  if (/before end of day/i.test(said)) return { kind: "not_yet_available" };
  if (/data timeframe/i.test(said)) return { kind: "entitlement", scope: "timeframe" };
  return { kind: "entitlement", scope: "endpoint" };
}

export function looksLikeHtml(text: string): boolean {
  return /^\s*</.test(text);
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
