/** Tells a database that can't be worked with just now from a statement that is wrong: the only list of such errors. */

type ServerError = { state: string; isFatal: boolean };

/** What PostgreSQL said, null when the error is not the server's. */
function serverErrorOf(error: unknown): ServerError | null {
  if (!(error instanceof Error)) return null;
  if ("severity" in error && "code" in error) {
    return { state: String(error.code), isFatal: error.severity === "FATAL" };
  }
  return serverErrorOf(error.cause);
}

/** The five-letter SQLSTATE of what PostgreSQL said, null when the error is not the server's. */
export function sqlStateOf(error: unknown): string | null {
  return serverErrorOf(error)?.state ?? null;
}

/** A fatal 55000 is a database that takes no connections for a while: someone works on it. */
function isAway({ state, isFatal }: ServerError): boolean {
  return /^(08|53|57P|40)/.test(state) || (isFatal && state === "55000");
}

/** Of Node's sockets and of postgres.js. */
const CONNECTION_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Whether a statement failed because the database is away, starting, full or shutting down: worth another attempt. */
export function isDatabaseAway(error: unknown): boolean {
  const told = serverErrorOf(error);
  if (told !== null) return isAway(told);
  if (!(error instanceof Error)) return false;
  return isConnectionLost(error) || isDatabaseAway(error.cause);
}

function isConnectionLost(error: Error): boolean {
  if (!("code" in error && typeof error.code === "string")) return false;
  // A socket's path that is missing, not a file's.
  if (error.code === "ENOENT") return "syscall" in error && error.syscall === "connect";
  return CONNECTION_CODES.has(error.code);
}
