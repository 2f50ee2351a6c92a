/** The same function on a real Inngest server, over HTTP, as it is deployed. */
import { createServer } from "node:http";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import { quantile } from "@/scripts/performance/quantile";
import { chainOn, quietLogger } from "./chain";

const SETTLE_MS = 2_000;

type ServerFigures = { p50Ms: number; p99Ms: number; stepsPerSecond: number };

/** @param port where the server finds the function */
export async function measureServer(baseUrl: string, port: number): Promise<ServerFigures> {
  const client = new Inngest({
    id: "bench-remote",
    isDev: true,
    baseUrl,
    checkpointing: false,
    logger: quietLogger,
  });
  const { chain, run } = chainOn(client);
  const serveOrigin = `http://127.0.0.1:${port}`;
  const http = createServer(
    serve({ client, functions: [chain], serveOrigin, servePath: "/api/inngest" }),
  );
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  const registered = await fetch(`${serveOrigin}/api/inngest`, { method: "PUT" });
  if (!registered.ok) throw new Error(`The server did not take it: ${await registered.text()}`);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const gaps: number[] = [];
  for (let i = 0; i < 5; i++) gaps.push(...(await run(1, 10)).gaps);
  const many = await run(64, 20);
  http.close();
  http.closeAllConnections();
  return {
    p50Ms: quantile(gaps, 0.5),
    p99Ms: quantile(gaps, 0.99),
    stepsPerSecond: (64 * 20 * 1_000) / many.totalMs,
  };
}
