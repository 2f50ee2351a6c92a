/** The composition root of the server process: real dependencies, the functions built from them, and the engine that runs them. */

import { setTimeout } from "node:timers/promises";
import { loadCalendarOverrides } from "@/lib/config/calendar-overrides";
import { policyInForce } from "@/lib/config/policy-in-force";
import { currentChangeCounter } from "@/lib/db/change-counter";
import { db, rawSql } from "@/lib/db/client";
import { createCalendar } from "@/lib/domain/calendar";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { getProvider } from "@/lib/provider/index";
import packageJson from "@/package.json";
import { APP_ID, deliverEventsTo, inngest } from "./client";
import { watchDatabase } from "./database-watch";
import type { FunctionDeps } from "./deps";
import { createEngine } from "./embedded/engine";
import type { Engine, EngineLog } from "./embedded/engine-types";
import { schedulerStarted } from "./events";
import { createExecutionQueue } from "./execution-queue";
import { followPolicy } from "./follow-policy";
import { type Heartbeat, startHeartbeat } from "./heartbeat";
import { createHandler } from "./registry";

export type Runtime = {
  deps: FunctionDeps;
  /** Null: a real Inngest server runs the functions. */
  engine: Engine | null;
  handler: (request: Request) => Promise<Response>;
  /** Builds the functions anew and registers them: schedules and limits come from the policy. */
  refreshFunctions: () => Promise<void>;
};

const RUNTIME = Symbol.for("candlewatch.runtime");
const shared: { [key: symbol]: Runtime | undefined } = globalThis as never;
/** Started and stopped by the one copy of this module that boots the process. */
let heartbeat: Heartbeat | null = null;
let stopWatching: (() => void) | null = null;
const RETRY_MS = 2_000;
const VERSION = packageJson.version;

/** One per process, built when first asked for; builds connect to nothing. */
export function getRuntime(): Runtime {
  shared[RUNTIME] ??= compose();
  return shared[RUNTIME];
}

function compose(): Runtime {
  const deps: FunctionDeps = {
    db,
    provider: getProvider(),
    exchange: createCalendar(loadCalendarOverrides()),
    policy: policyInForce,
    now: () => new Date(),
    log,
    isScheduleOn: env.isScheduleOn,
    queue: {},
  };
  const served = { hasSchedules: env.isEngineEmbedded || env.isScheduleOn };
  let serve = createHandler(deps, served);
  const handler = (request: Request) => serve(request);
  const engine = env.isEngineEmbedded ? embed(handler) : null;
  deps.queue = createExecutionQueue(engine);
  const refreshFunctions = async () => {
    serve = createHandler(deps, served);
    if (engine) await engine.refresh({ retryDelaysMs: retryDelays() });
    else await registerAtServer(handler);
  };
  return { deps, engine, handler, refreshFunctions };
}

/** Tells the Inngest server which functions there are, and that it finds them under our public address. */
async function registerAtServer(handler: Runtime["handler"]): Promise<void> {
  const address = new URL("/api/inngest", env.publicUrl);
  // The SDK reads where it is called from this header, which only a request by way of a socket has by itself.
  const response = await handler(
    new Request(address, { method: "PUT", headers: { host: address.host } }),
  );
  if (response.ok) return;
  const answer = await response.text();
  throw new AppError("unavailable", `The Inngest server did not take the functions: ${answer}`);
}

function embed(handler: Runtime["handler"]): Engine {
  const engine = createEngine({
    sql: rawSql(),
    appId: APP_ID,
    handler,
    log: engineLog,
    options: {
      cronEnabled: env.isScheduleOn,
      // What happened is told whatever started it.
      cronAlways: [`${APP_ID}-deliver-notifications`],
      retryDelaysMs: retryDelays(),
    },
  });
  deliverEventsTo(engine.fetch);
  return engine;
}

function retryDelays(): number[] {
  const { maxAttempts, baseDelayMs, maxDelayMs } = policyInForce().backfillOptimization.retries;
  return Array.from({ length: maxAttempts }, (_, index) =>
    Math.min(maxDelayMs, baseDelayMs * 2 ** index),
  );
}

const engineLog: EngineLog = {
  info: (fields, message) => log.info(message, fields),
  warn: (fields, message) => log.warn(message, fields),
  error: (fields, message) => log.error(message, fields),
};

/**
 * Starts the engine and says so to the functions, which look for what an earlier process left behind. Keeps trying
 * while the database (or the Inngest server) is away, until `signal` is aborted.
 */
export async function startRuntime(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const { engine, deps, refreshFunctions } = getRuntime();
      await followPolicy(deps, { onChange: refreshFunctions });
      const instanceId = engine?.instanceId ?? crypto.randomUUID();
      if (engine) await engine.start();
      else await refreshFunctions();
      heartbeat ??= await startHeartbeat(deps, { sql: rawSql(), instanceId, version: VERSION });
      const changes = currentChangeCounter();
      if (changes) stopWatching ??= watchDatabase(deps, { changes, instanceId });
      await inngest.send({ name: schedulerStarted.name, data: { instanceId } });
      return;
    } catch (error) {
      if (signal.aborted) return;
      log.warn("The engine can't start yet; trying again", { error, retry_ms: RETRY_MS });
      await setTimeout(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Lets steps under way end (for `drainMs` at most) and says goodbye, so that nobody takes this process for crashed. */
export async function stopRuntime({ drainMs }: { drainMs: number }): Promise<void> {
  stopWatching?.();
  await shared[RUNTIME]?.engine?.stop({ drainMs });
  await heartbeat?.stop().catch((error: unknown) => log.warn("No farewell", { error }));
}
