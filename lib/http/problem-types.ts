/** Every kind of problem the API answers with: its status, its title, and what the reference page says about it. */
import type { ErrorCode } from "@/lib/errors";

export type ProblemType = {
  status: number;
  title: string;
  /** What it means and what to do, for the reference page. */
  meaning: string;
  /** A `detail` as callers see it. */
  example: string;
};

export const PROBLEM_TYPES: Record<ErrorCode, ProblemType> = {
  invalid_input: {
    status: 400,
    title: "Invalid request",
    meaning:
      "The request does not fit the contract. `errors` names each field and what it allows. Nothing was changed; change the request before you repeat it.",
    example: "query.limit: must be a whole number from 1 to 500",
  },
  unauthorized: {
    status: 401,
    title: "Sign-in needed",
    meaning:
      "Nobody is signed in, or the key is unknown, revoked or expired. Sign in, or send a valid key.",
    example: "Sign in, or send a valid key as `Authorization: Bearer KEY` or `X-API-Key: KEY`.",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    meaning:
      "The caller is known, but its role is too small, or a browser's change came from another site. Ask an admin for a larger role; programs use an API key.",
    example: "This needs the role operator; yours is viewer.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    meaning: "There is no such thing, or no such address. `detail` says which.",
    example: "There is no execution 6f6a5a44-58f1-4c1e-9a53-5f6a0a1c7c2e.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    meaning: "The address exists, but not with this method. `Allow` lists those it has.",
    example: "DELETE is not possible here; allowed: GET, HEAD, OPTIONS.",
  },
  not_acceptable: {
    status: 406,
    title: "Not acceptable",
    meaning: "Nothing on offer fits `Accept`. `detail` lists what is.",
    example: "Nothing here fits Accept; on offer: application/json, text/csv.",
  },
  conflict: {
    status: 409,
    title: "Conflict",
    meaning:
      "Not possible in the present state: something is under way, already ended, or changed since the preview. `detail` says what. Look again, then decide.",
    example:
      "The plan changed since the preview: it is now 48 symbols and 236 jobs, not the 50 symbols and 250 jobs that were shown.",
  },
  too_large: {
    status: 413,
    title: "Request too large",
    meaning: "The body is larger than is read. `detail` says how much is.",
    example: "The body may have 5000000 bytes at most.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported media type",
    meaning: "A body must be `application/json`.",
    example: 'The body must be application/json, not "text/plain".',
  },
  idempotency_mismatch: {
    status: 422,
    title: "Idempotency key already used",
    meaning:
      "The `Idempotency-Key` was used for another request within 24 hours. Use a new key for a new request.",
    example: "This Idempotency-Key was used for another request. Use a new key for a new request.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    meaning:
      "The key's, the account's or the network's budget is used up. `Retry-After` says when to come back, `RateLimit` what is left.",
    example: "More than 600 requests a minute. Try again in 2 s.",
  },
  internal: {
    status: 500,
    title: "Internal error",
    meaning: "Our fault. Nothing about the cause is told; `request_id` finds it in the log.",
    example: "Internal error",
  },
  unavailable: {
    status: 503,
    title: "Unavailable",
    meaning:
      "The database, or what else is needed, cannot be reached. Nothing was changed; `Retry-After` says when to come back.",
    example: "The database cannot be reached. Nothing was changed.",
  },
};

/** Where the reference page explains it: the `type` of a problem. */
export function problemUri(code: ErrorCode): string {
  return `/docs#${problemAnchor(code)}`;
}

export function problemAnchor(code: ErrorCode): string {
  return `error-${code}`;
}
