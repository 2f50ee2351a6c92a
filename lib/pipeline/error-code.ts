/** Errors as failures show them: a stable code, and a fingerprint that is equal for failures of one cause. */
import type { ProviderFailureKind } from "@/lib/provider/provider";

/** Stable codes stored with failed jobs; part of the API. */
const JOB_ERROR_CODES = [
  "rate_limited",
  "provider_5xx",
  "auth_or_entitlement",
  "bad_request",
  "malformed",
  "provider_empty",
  "insert_failed",
  "compute_failed",
  "internal",
] as const;
export type JobErrorCode = (typeof JOB_ERROR_CODES)[number];

export type JobError = { code: JobErrorCode; message: string };

/** Null: too early is no failure. */
export const CODE_OF_FAILURE: Record<ProviderFailureKind, JobErrorCode | null> = {
  rate_limited: "rate_limited",
  unavailable: "provider_5xx",
  not_yet_available: null,
  entitlement: "auth_or_entitlement",
  auth: "auth_or_entitlement",
  bad_request: "bad_request",
  unknown_symbol: "provider_empty",
  malformed: "malformed",
};

/** What went wrong in the words of whoever knows: the query builder repeats the statement, the database says why. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isWrapped = error.message.startsWith("Failed query") && error.cause instanceof Error;
  return isWrapped ? messageOf(error.cause) : error.message;
}

const LONGEST = 300;

/** The message without what differs from case to case: symbol, instants, ids, numbers. */
export function fingerprintOf(error: JobError, symbol: string): string {
  const message = error.message
    .replaceAll(symbol, "*")
    .replaceAll(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z?)?/g, "*")
    .replaceAll(/[0-9a-f]{8,}(-[0-9a-f]{4,})*/gi, "*")
    .replaceAll(/\b(1m|5m|15m|30m|1h|4h|1d|1w)\b/g, "*")
    .replaceAll(/\d+/g, "*");
  return `${error.code}: ${message}`.slice(0, LONGEST);
}
