/** Boots what lives in the server process beside the pages, and says how it ends. */
import { startRuntime, stopRuntime } from "@/inngest/runtime";
import { ensureChangeCounter } from "@/lib/db/change-counter";
import { closeDatabase } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const ENGINE_DRAIN_MS = 8_000;

/** What `scripts/server.mjs` calls before it exits. */
const SHUTDOWN = Symbol.for("candlewatch.shutdown");
const serverHooks: { [key: symbol]: (() => Promise<void>) | undefined } = globalThis as never;

export function boot(): void {
  if (env.databaseUrl === undefined) {
    log.error("DATABASE_URL is not set. `npm start` sets it for the embedded PostgreSQL.");
    process.exit(1);
  }
  const changes = ensureChangeCounter(env.databaseUrl);
  const stopping = new AbortController();
  const started = startRuntime(stopping.signal);

  serverHooks[SHUTDOWN] = async () => {
    stopping.abort();
    await started;
    await stopRuntime({ drainMs: ENGINE_DRAIN_MS });
    await changes.close();
    await closeDatabase();
  };
}
