/**
 * One engine process with the product's own functions, on the database and the vendor it is told of. It says when it
 * is ready and then obeys, one word a line: `start` an execution of everything, look for a `tick` of a schedule now.
 */
import { createInterface } from "node:readline";
import { APP_ID, deliverEventsTo, inngest } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { createEngine } from "@/inngest/embedded/engine";
import { schedulerStarted } from "@/inngest/events";
import { createExecutionQueue } from "@/inngest/execution-queue";
import { startHeartbeat } from "@/inngest/heartbeat";
import { createHandler } from "@/inngest/registry";
import { loadPolicy } from "@/lib/config/policy";
import type { Policy } from "@/lib/config/policy-schema";
import { connectSql } from "@/lib/db/connect";
import { connectDb } from "@/lib/db/connect-db";
import { createCalendar } from "@/lib/domain/calendar";
import { DAY_MS } from "@/lib/domain/calendar-days";
import { createLogger } from "@/lib/log";
import { startExecution } from "@/lib/pipeline/start-execution";
import { createMassiveProvider } from "@/lib/provider/massive/massive";

const [databaseUrl = "", vendorUrl = "", instanceId = "", nowMs = ""] = process.argv.slice(2);
/** The market's clock stands still, so that every run stores the same. */
const now = () => new Date(Number(nowMs));
const exchange = createCalendar();
const { db } = connectDb(databaseUrl, { max: 6 });
const sql = connectSql(databaseUrl, { max: 6, applicationName: `kill-sweep-${instanceId}` });
const policy = fittedPolicy(loadPolicy("config/rto_rpo_config.yaml"));
const log = createLogger({ level: "error", format: "json", write: console.error, now });

const deps: FunctionDeps = {
  db,
  provider: createMassiveProvider({
    baseUrl: vendorUrl,
    apiKey: "kill-sweep",
    requestsPerMinute: 0,
    burst: 1,
    delayMs: 0,
    timeoutMs: 10_000,
    now: () => Number(nowMs),
    sleep: async () => undefined,
    exchange,
  }),
  exchange,
  policy: () => policy,
  now,
  log,
  isScheduleOn: false,
  queue: {},
};
const engine = createEngine({
  sql,
  appId: APP_ID,
  instanceId,
  handler: createHandler(deps),
  options: { leaseMs: 5_000, pollMs: 200 },
});
deps.queue = createExecutionQueue(engine);
deliverEventsTo(engine.fetch);
await engine.start();
await startHeartbeat(deps, { sql, instanceId, version: null });
await inngest.send({ name: schedulerStarted.name, data: { instanceId } });

/** Alerts fire at once, little history is fetched, and no execution but the one asked for is ever due. */
function fittedPolicy(shipped: Policy): Policy {
  const never = "0 0 1 1 *";
  const tiers = Object.entries(shipped.rpoBySymbolCriticality).map(([name, tier]) => [
    name,
    { ...tier, schedule: never },
  ]);
  return {
    ...shipped,
    rpoBySymbolCriticality: Object.fromEntries(tiers),
    schedulerRecovery: { ...shipped.schedulerRecovery, dailySchedule: never },
    monitoringThresholds: { ...shipped.monitoringThresholds, confirmForMs: 0 },
    backfillOptimization: {
      ...shipped.backfillOptimization,
      historyMs: { "1m": 3 * DAY_MS, "1d": 100 * DAY_MS },
      vendor: { requestsPerMinute: 0, burst: 1, delayMs: 0 },
    },
  };
}

const orders: Record<string, () => Promise<unknown>> = {
  start: () => startExecution(deps, { scope: {}, trigger: "manual", requestedBy: "kill-sweep" }),
  tick: () => engine.refresh({ retryDelaysMs: [1_000] }),
};
createInterface({ input: process.stdin })
  .on("line", (order) => void orders[order]?.())
  .on("close", () => process.exit(0));
console.log("ready");
