/** Errors on the wire: RFC 9457 problem details. The only translator of an AppError into a status. */
import { AppError, type ErrorCode, type FieldError } from "@/lib/errors";
import { log } from "@/lib/log";
import { databaseFailure } from "./database-failure";
import { PROBLEM_TYPES, problemUri } from "./problem-types";

type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: ErrorCode;
  request_id: string;
  errors?: readonly FieldError[];
};

/** The answer to a failed request. Unknown errors are logged whole and told as "Internal error": no stack, no SQL. */
export function problemResponse(error: unknown, request: Request, requestId: string): Response {
  const known = asAppError(error);
  const { status, title } = PROBLEM_TYPES[known.code];
  const instance = new URL(request.url).pathname;
  if (status >= 500) log.error("Request failed", { request_id: requestId, path: instance, error });
  const problem: Problem = {
    type: problemUri(known.code),
    title,
    status,
    detail: known.message,
    instance,
    code: known.code,
    request_id: requestId,
    ...(known.errors.length > 0 ? { errors: known.errors } : {}),
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (known.retryAfterSeconds !== undefined)
    headers.set("retry-after", String(known.retryAfterSeconds));
  if (known.code === "unauthorized") headers.set("www-authenticate", 'Bearer realm="candlewatch"');
  return new Response(JSON.stringify(problem), { status, headers });
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // A copy of the class from another bundle is the same error.
  if (error instanceof Error && error.name === "AppError" && "code" in error)
    return error as AppError;
  return databaseFailure(error) ?? new AppError("internal", "Internal error", { cause: error });
}
