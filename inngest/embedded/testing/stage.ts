/** An engine on a fresh database with functions made by the test. */
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { createEngine } from "@/inngest/embedded/engine";
import type { Engine, EngineOptions } from "@/inngest/embedded/engine-types";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import type { RunStatus } from "@/lib/domain/vocabulary";

export type Stage = {
  database: TestDb;
  client: Inngest;
  engine: Engine;
  /** Another engine on the same database, with the same functions. */
  second: () => Engine;
  /** What stands between the engine and the functions; replace it to make calls fail. */
  door: { handler: (request: Request) => Promise<Response> };
  open: (handler: (request: Request) => Promise<Response>) => void;
  until: <T>(question: () => Promise<T | false | null | undefined>) => Promise<T>;
  statusOf: (runId: string) => Promise<RunStatus | undefined>;
  /** The only run there is, once it has ended. */
  ended: () => Promise<{ runId: string; status: RunStatus; error: string | null }>;
  close: () => Promise<void>;
};

const quiet = () => undefined;
const FAST: Partial<EngineOptions> = { pollMs: 100, leaseMs: 2_000, retryDelaysMs: [30] };

export async function createStage(
  functionsOf: (client: Inngest) => InngestFunction.Any[],
  options: Partial<EngineOptions> = {},
): Promise<Stage> {
  const database = await createTestDb();
  const engines: Engine[] = [];
  const client = new Inngest({
    id: "stage",
    isDev: true,
    checkpointing: false,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    fetch: (input, init) => engine.fetch(input, init),
  });
  const door: Stage["door"] = { handler: serve({ client, functions: functionsOf(client) }) };
  const add = (): Engine => {
    const made = createEngine({
      sql: database.sql,
      appId: "stage",
      handler: (request) => door.handler(request),
      options: { ...FAST, ...options },
    });
    engines.push(made);
    return made;
  };
  const engine = add();
  const until: Stage["until"] = async (question) => {
    for (;;) {
      const answer = await question();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };
  return {
    database,
    client,
    engine,
    second: add,
    door,
    open: (handler) => {
      door.handler = handler;
    },
    until,
    statusOf: async (runId) => (await engine.runDetail(runId))?.status,
    ended: () =>
      until(async () => {
        const [run] = await engine.listRuns({ limit: 1 });
        const over = run && ["completed", "failed", "cancelled"].includes(run.status);
        return over ? { runId: run.runId, status: run.status, error: run.error } : null;
      }),
    close: async () => {
      for (const one of engines) await one.stop({ drainMs: 2_000 });
      await database.close();
    },
  };
}
