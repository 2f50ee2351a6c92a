/** The one Inngest client. Embedded, what it sends goes to the engine in this process; else to the server the environment names. */
import { Inngest } from "inngest";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

export const APP_ID = "candlewatch";

const FETCH = Symbol.for("candlewatch.engine-fetch");
const shared: { [key: symbol]: typeof fetch | undefined } = globalThis as never;

/** The embedded engine calls this at its start: from then on events reach it. */
export function deliverEventsTo(engineFetch: typeof fetch): void {
  shared[FETCH] = engineFetch;
}

const toEngine: typeof fetch = (input, init) => {
  const engineFetch = shared[FETCH];
  if (engineFetch) return engineFetch(input, init);
  throw new AppError("unavailable", "The engine is not started yet; try again in a moment.");
};

/** The SDK's own lines end up in our log, its chatter as debug; it passes fields first, then the message. */
function sdkLine(level: "debug" | "warn") {
  return (...parts: unknown[]) => {
    const message = parts.filter((part) => typeof part === "string").join(" ") || "Inngest";
    const fields = parts.find((part) => typeof part === "object" && part !== null);
    log[level](message, { ...fields });
  };
}

const sdkLog = {
  debug: sdkLine("debug"),
  info: sdkLine("debug"),
  warn: sdkLine("warn"),
  error: sdkLine("warn"),
};

export const inngest = new Inngest({
  id: APP_ID,
  // One step a call on every server, so that limits and retries mean the same everywhere.
  checkpointing: false,
  logger: sdkLog,
  ...(env.isEngineEmbedded ? { fetch: toEngine, isDev: true } : {}),
});
