/**
 * The embedded engine: plays the Inngest server's side of the SDK protocol, durable in PostgreSQL.
 * This file only wires the rooms together; see docs/engine.md for how a step travels.
 */
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors";
import { createCronLoop } from "./cron/cron-loop";
import { createEngineFetch, newIds } from "./engine-fetch";
import type { Engine, EngineDeps, EngineLog, EngineOptions } from "./engine-types";
import { createRegistry } from "./flow/registry";
import { createClaimLoop } from "./loop/claim-loop";
import type { LoopContext } from "./loop/context";
import { createCounters } from "./loop/counters";
import { createLane } from "./loop/lane";
import { createPresence } from "./loop/presence";
import { createRunCache } from "./loop/run-cache";
import { settle, settleEvents } from "./loop/settle";
import { createSweeper } from "./loop/sweeper";
import { parseFunctionConfig } from "./protocol/function-config";
import { prepareEvents } from "./protocol/incoming-event";
import { askForFunctions } from "./protocol/registration";
import { selectNow } from "./store/events";
import { selectFunctionIds, upsertFunctions } from "./store/functions";
import { clientOf, inLeasedTransaction, type Tx } from "./store/handle";
import { notifyWork } from "./store/items";
import { reopenRun } from "./store/replay";
import { selectRunDetail, selectRuns } from "./store/run-detail";
import { selectQueue, selectSnapshot } from "./store/snapshot";

const DEFAULTS: EngineOptions = {
  pollMs: 2_000,
  leaseMs: 30_000,
  callTimeoutMs: 300_000,
  retryDelaysMs: [1_000, 2_000, 4_000, 8_000, 16_000],
  maxInFlight: 32,
  retentionDays: 14,
  cronEnabled: true,
};

const silent: EngineLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const DRAIN_MS = 10_000;

export function createEngine(deps: EngineDeps): Engine {
  const { sql, appId, handler } = deps;
  const options = { ...DEFAULTS, ...deps.options };
  let registry = createRegistry([]);
  let functionIds: readonly string[] = [];
  let registering: Promise<void> | null = null;
  let running = false;
  let unlisten: (() => Promise<void>) | undefined;

  const context: LoopContext = {
    sql,
    handler,
    options,
    instanceId: deps.instanceId ?? `engine-${randomUUID()}`,
    log: deps.log ?? silent,
    counters: createCounters(),
    registry: () => registry,
  };
  const { instanceId, log } = context;
  const lane = createLane(context);
  const cache = createRunCache();
  const claimLoop = createClaimLoop({ context, lane, cache, functionIds: () => functionIds });
  const presence = createPresence(context, claimLoop.wake);
  const cronLoop = createCronLoop(context, lane, claimLoop.wake);
  const sweeper = createSweeper(context);

  async function register(functions: readonly unknown[]) {
    const configs = functions.map(parseFunctionConfig);
    registry = createRegistry(configs);
    const stored = configs.map((config, index) => ({
      id: config.id,
      config: JSON.stringify(functions[index]),
    }));
    await inLeasedTransaction(sql, options.leaseMs, (tx) => upsertFunctions(tx, appId, stored));
    functionIds = await selectFunctionIds(sql);
  }

  /** Asked for once; events that come before the start wait for it: what they set off is decided when they are stored. */
  function registered(): Promise<void> {
    if (registering) return registering;
    const asking = askForFunctions(handler).then((answer) => {
      if (answer.appId === appId) return register(answer.functions);
      const message = `The handler serves the app "${answer.appId}", not "${appId}".`;
      throw new AppError("invalid_input", message);
    });
    registering = asking;
    asking.catch(() => {
      registering = null;
    });
    return asking;
  }

  async function store(tx: Tx, raw: readonly unknown[], newId: (index: number) => string) {
    const events = prepareEvents(raw, newId, await selectNow(tx));
    await settleEvents(tx, context, events);
    return events.map(({ id }) => id);
  }

  async function receive(raw: readonly unknown[], newId = newIds(null)) {
    // Made once: should the transaction be repeated, its events are still the same ones.
    const names = raw.map((_, index) => newId(index));
    await registered();
    const ids = await lane.run(async (tx) => {
      const stored = await store(tx, raw, (index) => names[index] ?? newId(index));
      if (presence.others() > 0 || !running) await notifyWork(tx);
      return stored;
    });
    claimLoop.wake();
    return ids;
  }

  async function change(work: (tx: Tx) => Promise<boolean>): Promise<boolean> {
    const changed = await lane.run(async (tx) => {
      const done = await work(tx);
      if (done) await notifyWork(tx);
      return done;
    });
    claimLoop.wake();
    return changed;
  }

  return {
    instanceId,
    fetch: createEngineFetch({ receive, register }),
    start: async () => {
      await registered();
      await presence.start();
      ({ unlisten } = await sql.listen("engine_work", claimLoop.wake));
      running = true;
      claimLoop.start();
      await cronLoop.start();
      sweeper.start();
      log.info({ instance: instanceId, functions: registry.functions.size }, "engine started");
    },
    refresh: async ({ retryDelaysMs }) => {
      options.retryDelaysMs = retryDelaysMs;
      if (!running) return;
      await register((await askForFunctions(handler)).functions);
      await cronLoop.start();
    },
    stop: async ({ drainMs = DRAIN_MS } = {}) => {
      if (!running) return;
      running = false;
      cronLoop.stop();
      sweeper.stop();
      await unlisten?.();
      await claimLoop.stop(drainMs);
      await presence.stop();
      log.info({ instance: instanceId }, "engine stopped");
    },
    sendEvents: (events) => receive(events),
    enqueueEvents: async (db, events) => {
      await registered();
      const tx = clientOf(db);
      const ids = await store(tx, events, newIds(null));
      await notifyWork(tx);
      return ids;
    },
    cancelRun: (runId) =>
      change(async (tx) => {
        const [outcome] = await settle(tx, context, [{ runId, cancel: "Cancelled by hand." }]);
        return outcome?.type === "ended";
      }),
    replayRun: (runId) => change((tx) => reopenRun(tx, runId)),
    enqueueReplay: async (db, runId) => {
      const tx = clientOf(db);
      const reopened = await reopenRun(tx, runId);
      if (reopened) await notifyWork(tx);
      return reopened;
    },
    vitals: async () => ({ running, queue: (await selectQueue(sql)).queue }),
    snapshot: async () => {
      const [stored, crons] = await Promise.all([selectSnapshot(sql), cronLoop.status()]);
      return {
        ...stored,
        instanceId,
        appId,
        running,
        crons,
        cronEnabled: cronLoop.enabled(),
        functions: registry.functions.size,
        counters: context.counters.read(),
      };
    },
    runDetail: (runId) => selectRunDetail(sql, runId),
    listRuns: (input) => selectRuns(sql, input),
    setCronEnabled: cronLoop.setEnabled,
    sweep: sweeper.sweep,
  };
}
