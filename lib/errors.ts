/** The one exception that may cross any layer; lib/http maps its code to a status. */

export const ERROR_CODES = [
  "invalid_input",
  "unauthorized",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "conflict",
  "idempotency_mismatch",
  "too_large",
  "unsupported_media_type",
  "not_acceptable",
  "rate_limited",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export type FieldError = { path: string; message: string };

export class AppError extends Error {
  readonly code: ErrorCode;
  /** For `invalid_input`: which fields, and what each allows. */
  readonly errors: readonly FieldError[];
  /** For `rate_limited` and `unavailable`: when to come back. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; errors?: readonly FieldError[]; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
