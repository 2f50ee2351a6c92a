/** Boots what lives in the server process beside the pages: change notices and, later in the list, their order of ending. */
import { ensureChangeCounter } from "@/lib/db/change-counter";
import { closeDatabase } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

type ServerHooks = { [key: symbol]: unknown };
const hooks: ServerHooks = globalThis as never;

export async function boot() {
  if (env.databaseUrl === undefined) {
    log.error("DATABASE_URL is not set. `npm start` sets it for the embedded PostgreSQL.");
    process.exit(1);
  }
  const changes = ensureChangeCounter(env.databaseUrl);

  hooks[Symbol.for("candlewatch.shutdown")] = async () => {
    await changes.close();
    await closeDatabase();
  };
}
