/** Turns what a driver says about a database that can't be used into one sentence and what to do; hides the password. */
import { AppError } from "@/lib/errors";
import { StopError } from "./stop-error.mjs";

const REMEDIES: Record<string, [problem: string, remedy: string]> = {
  ECONNREFUSED: ["does not answer", "Start it, or correct DATABASE_URL."],
  ENOTFOUND: ["has a host name that nobody knows", "Correct the host in DATABASE_URL."],
  ETIMEDOUT: ["did not answer in time", "Check the network and the host in DATABASE_URL."],
  CONNECT_TIMEOUT: ["did not answer in time", "Check the network and the host in DATABASE_URL."],
  "28P01": ["refuses the password", "Correct user and password in DATABASE_URL."],
  "28000": ["refuses the user", "Correct the user in DATABASE_URL, or pg_hba.conf."],
  "3D000": ["has no such database", "Make it with `createdb`, or correct DATABASE_URL."],
  "42501": ["refuses to make tables", "Make the user the owner of the database."],
  "53300": ["has no connection left", "Raise max_connections, or end other clients."],
};

/** Null: something else went wrong. */
export function explainDatabaseProblem(error: unknown, databaseUrl: string): StopError | null {
  const options = { cause: error };
  if (error instanceof AppError) return new StopError(error.message, "", options);
  const [problem, remedy] = REMEDIES[codeOf(error)] ?? [];
  if (problem === undefined || remedy === undefined) return null;
  const { host, pathname } = new URL(databaseUrl);
  return new StopError(`PostgreSQL at ${host}${pathname} ${problem}.`, remedy, options);
}

/** Of the error, or of what caused it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}
