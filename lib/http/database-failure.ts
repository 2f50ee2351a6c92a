/** Tells a database that is away from a query that is wrong: the first is 503 and worth a retry, the second is our fault. */
import { AppError } from "@/lib/errors";

/** Of Node's sockets, of postgres.js, and of PostgreSQL itself (shutting down, starting up, no free connection). */
const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);
const STATEMENT_TIMEOUT = "57014";
const DISK_FULL = "53100";
const RETRY_SECONDS = 2;

/** Null when the error has nothing to do with reaching the database. */
export function databaseFailure(error: unknown): AppError | null {
  const code = databaseCode(error);
  if (code === null) return null;
  if (AWAY.has(code) || code.startsWith("08")) {
    return new AppError("unavailable", "The database cannot be reached. Nothing was changed.", {
      cause: error,
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
  if (code === DISK_FULL) {
    return new AppError("unavailable", "The database's disk is full. Nothing was changed.", {
      cause: error,
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
  if (code === STATEMENT_TIMEOUT) {
    return new AppError("unavailable", "The database took too long to answer. Ask for less.", {
      cause: error,
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
  return null;
}

/** The code of the innermost error: drizzle wraps what the driver throws. */
function databaseCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error.cause instanceof Error) return databaseCode(error.cause);
  return "code" in error && typeof error.code === "string" ? error.code : null;
}
