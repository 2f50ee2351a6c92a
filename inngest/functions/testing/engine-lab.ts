/** For tests: the real functions on the embedded engine, over a database and a simulated vendor of their own. */

import { APP_ID, deliverEventsTo } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { createEngine } from "@/inngest/embedded/engine";
import type { Engine, EngineOptions } from "@/inngest/embedded/engine-types";
import { createExecutionQueue } from "@/inngest/execution-queue";
import { createHandler } from "@/inngest/registry";
import type { Policy } from "@/lib/config/policy-schema";
import { isDatabaseAway } from "@/lib/db/database-away";
import { type Lab, type LabOptions, openLab } from "@/lib/pipeline/testing/lab";

export type EngineLab = Lab & { engine: Engine; functionDeps: FunctionDeps };

type StartOptions = { engine?: Partial<EngineOptions> };

/** Puts an engine with the real functions to work on an open lab. */
export async function startEngine(
  lab: Lab,
  options: StartOptions = {},
): Promise<{ engine: Engine; functionDeps: FunctionDeps }> {
  const functionDeps: FunctionDeps = { ...lab.deps, isScheduleOn: false, queue: {} };
  const engine = createEngine({
    sql: lab.test.sql,
    appId: APP_ID,
    handler: createHandler(functionDeps),
    log: { info: () => undefined, warn: console.warn, error: console.error },
    options: { cronEnabled: false, ...options.engine },
  });
  const queue = createExecutionQueue(engine);
  functionDeps.queue = queue;
  lab.deps.queue = queue;
  deliverEventsTo(engine.fetch);
  await engine.start();
  return { engine, functionDeps };
}

export async function openEngineLab(
  options: LabOptions & StartOptions & { settings?: Partial<Policy["backfillOptimization"]> } = {},
): Promise<EngineLab> {
  const lab = await openLab(options);
  if (options.settings) lab.setPolicy(options.settings);
  const { engine, functionDeps } = await startEngine(lab, options);
  return {
    ...lab,
    engine,
    functionDeps,
    close: async () => {
      await engine.stop();
      await lab.close();
    },
  };
}

/** Resolves when the execution is no longer running; tells its row. A database that goes away meanwhile is asked again. */
export async function untilClosed(lab: Lab, executionId: string, withinMs = 60_000) {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const [row] = await lab.test.sql`
      select * from scheduler_execution_log where execution_id = ${executionId}`.catch((error) => {
      if (isDatabaseAway(error)) return [];
      throw error;
    });
    if (row && row.status !== "running") return row;
    if (performance.now() > deadline)
      throw new Error(`${executionId} not closed in ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
