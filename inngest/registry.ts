/** Every durable function of the product, and the handler that serves them. */
import type { InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { env } from "@/lib/env";
import { traced } from "@/lib/tracing";
import { inngest } from "./client";
import type { FunctionDeps } from "./deps";
import { createBackfillExecution } from "./functions/backfill-execution";
import { createBackfillSymbol } from "./functions/backfill-symbol";
import { createMaintainDatabase, createReaskGaps, createSyncSplits } from "./functions/daily-care";
import { createDeliverNotifications } from "./functions/deliver-notifications";
import { createRecover, createRecoverAtStart } from "./functions/recover";
import { createSchedules } from "./functions/run-schedule";
import { createWatch } from "./functions/watch";
import { mailer } from "./mailer";

function createFunctions(deps: FunctionDeps): InngestFunction.Any[] {
  const backfillSymbol = createBackfillSymbol(deps);
  return [
    backfillSymbol,
    createBackfillExecution(deps, backfillSymbol),
    createRecoverAtStart(deps),
    // What happened is told whatever started it.
    createDeliverNotifications({ ...deps, mailer: mailer() }),
  ];
}

/** What runs by the clock, and not at all with `SCHEDULE=off`. */
function createScheduledFunctions(deps: FunctionDeps): InngestFunction.Any[] {
  return [
    ...createSchedules(deps),
    createRecover(deps),
    createWatch(deps),
    createSyncSplits(deps),
    createReaskGaps(deps),
    createMaintainDatabase(deps),
  ];
}

/** Of several instances a server must call their balancer, whichever of them registers the functions. */
const publicAddress = env.isEngineEmbedded
  ? {}
  : { serveOrigin: env.publicUrl, servePath: "/api/inngest" };

type HandlerOptions = {
  /** False: nothing that runs by the clock is served. The embedded engine can be told so itself, a real server can't. */
  hasSchedules: boolean;
};

/** Answers the server's calls; in process for the embedded engine, over HTTP for a real one. */
export function createHandler(
  deps: FunctionDeps,
  { hasSchedules }: HandlerOptions = { hasSchedules: true },
): (request: Request) => Promise<Response> {
  const scheduled = hasSchedules ? createScheduledFunctions(deps) : [];
  const functions = [...createFunctions(deps), ...scheduled];
  const handle = serve({ client: inngest, functions, ...publicAddress });
  return (request) => traceCall(request, () => handle(request));
}

/** The engine calls a function once a step: function and step stand in the address. */
function traceCall(request: Request, call: () => Promise<Response>): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const fnId = searchParams.get("fnId") ?? "register";
  const attributes = { "inngest.function": fnId, "inngest.step": searchParams.get("stepId") ?? "" };
  return traced(`inngest ${fnId}`, attributes, async (note) => {
    const response = await call();
    note({ "http.response.status_code": response.status });
    return response;
  });
}
