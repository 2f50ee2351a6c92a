/** Boots what lives in the server process beside the pages, and says how it ends. */
import { answerHot } from "@/app/hot-door";
import { startRuntime, stopRuntime } from "@/inngest/runtime";
import { ensureChangeCounter } from "@/lib/db/change-counter";
import { closeDatabase } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { Tracing } from "@/lib/start-tracing";
import packageJson from "@/package.json";

const ENGINE_DRAIN_MS = 8_000;

/** What `scripts/server.mjs` looks for: who answers ahead of Next's router, and what to do before it exits. */
const HOT = Symbol.for("candlewatch.hot");
const SHUTDOWN = Symbol.for("candlewatch.shutdown");
const serverHooks: {
  [HOT]?: (request: Request) => Promise<Response | null>;
  [SHUTDOWN]?: () => Promise<void>;
} = globalThis as never;

export function boot(): void {
  if (env.databaseUrl === undefined) {
    log.error("DATABASE_URL is not set. `npm start` sets it for the embedded PostgreSQL.");
    process.exit(1);
  }
  const changes = ensureChangeCounter(env.databaseUrl);
  const stopping = new AbortController();
  const tracing = env.otlpEndpoint === undefined ? null : traceTo(env.otlpEndpoint);
  const started = startRuntime(stopping.signal);

  serverHooks[HOT] = answerHot;
  serverHooks[SHUTDOWN] = async () => {
    stopping.abort();
    await started;
    await stopRuntime({ drainMs: ENGINE_DRAIN_MS });
    await changes.close();
    await closeDatabase();
    await (await tracing)?.stop();
  };
}

/** A collector that is away must not keep the app from starting. */
async function traceTo(endpoint: string): Promise<Tracing | null> {
  try {
    const { startTracing } = await import("@/lib/start-tracing");
    return await startTracing(endpoint, packageJson.version);
  } catch (error) {
    log.warn("Traces are not sent", { endpoint, error });
    return null;
  }
}
