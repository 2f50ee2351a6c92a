import { collectDefaultMetrics, Registry } from "prom-client";
import { viewDeps } from "@/app/api/view-deps";
import { getRuntime } from "@/inngest/runtime";
import { allowOnly } from "@/lib/http/allow-only";
import { registerCacheMetrics } from "@/lib/http/cache-metrics";
import { respond } from "@/lib/http/respond";
import { viewMetrics } from "@/lib/views/metrics";
import { createMetricCounts } from "@/lib/views/metrics-counts";

const counts = createMetricCounts();
const ofThisProcess = new Registry();
collectDefaultMetrics({ register: ofThisProcess, prefix: "candlewatch_" });
registerCacheMetrics(ofThisProcess);

export const GET = respond("metrics", async ({ now }) => {
  const text = await viewMetrics({ ...viewDeps(now), counts, reader: getRuntime().engine });
  return new Response(`${text}${await ofThisProcess.metrics()}`, {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
  });
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
