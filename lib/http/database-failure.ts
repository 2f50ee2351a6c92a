/** Says to a caller what kept the database from answering: 503 and worth another attempt, where a wrong query is our fault. */
import { isDatabaseAway, sqlStateOf } from "@/lib/db/database-away";
import { AppError } from "@/lib/errors";

const AWAY = "The database cannot be reached. Nothing was changed.";
/** By the beginning of the SQLSTATE: what is known more exactly than that the database is away. */
const BY_STATE = [
  ["57014", "The database took too long to answer. Ask for less."],
  ["53100", "The database's disk is full. Nothing was changed."],
  ["40", "Another change to the same rows came first. Nothing was changed; try again."],
] as const;
const RETRY_SECONDS = 2;

/** Null when the error has nothing to do with reaching the database. */
export function databaseFailure(error: unknown): AppError | null {
  const state = sqlStateOf(error) ?? "";
  const known = BY_STATE.find(([prefix]) => state.startsWith(prefix))?.[1];
  const message = known ?? (isDatabaseAway(error) ? AWAY : null);
  if (message === null) return null;
  return new AppError("unavailable", message, { cause: error, retryAfterSeconds: RETRY_SECONDS });
}
