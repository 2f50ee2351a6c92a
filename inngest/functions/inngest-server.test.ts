/**
 * The same small backfill on the embedded engine and on a real Inngest server: the tables must end up with equal rows.
 * Needs the server's program: `INNGEST_BINARY=/path/of/inngest npx vitest run inngest/functions/inngest-server.test.ts`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { FunctionDeps } from "@/inngest/deps";
import { type Lab, openLab, start, track } from "@/lib/pipeline/testing/lab";
import { compareDigests, type Digest, takeDigest } from "@/scripts/instance/digest";
import { startEngine, untilClosed } from "./testing/engine-lab";
import { startInngestServer } from "./testing/inngest-server";

const binary = process.env.INNGEST_BINARY;
const SYMBOLS = ["AAPL", "MSFT", "TSLA", "NVDA"];
const FAULTS = "html_502:TSLA:1,dead_symbol:NVDA";

type Door = { close: () => Promise<void> };

/** One backfill with a vendor that fails for a while for one symbol and for good for another. */
async function backfilled(open: (lab: Lab) => Promise<Door>): Promise<Digest> {
  const lab = await openLab();
  const door = await open(lab);
  try {
    for (const symbol of SYMBOLS) await track(lab, symbol);
    lab.vendor.simulator.setFaults(FAULTS);
    const { executionId } = await start(lab);
    await untilClosed(lab, executionId, 180_000);
    const digest = await takeDigest(lab.test.sql);
    // What was set up here, with its times: no backfill writes it.
    for (const line of digest.keys()) if (line.startsWith("tracked_symbols")) digest.delete(line);
    return digest;
  } finally {
    await door.close();
    await lab.close();
  }
}

async function onEmbedded(lab: Lab): Promise<Door> {
  const { engine } = await startEngine(lab);
  return { close: () => engine.stop() };
}

/** The functions behind a port of their own, as the app serves them. */
async function onServer(lab: Lab): Promise<Door> {
  const directory = mkdtempSync(join(tmpdir(), "candlewatch-inngest-"));
  const server = await startInngestServer(String(binary), directory);
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const publicUrl = `http://127.0.0.1:${port}`;
  Object.assign(process.env, server.env, { PUBLIC_URL: publicUrl });
  vi.resetModules();
  const { createHandler } = await import("@/inngest/registry");
  const { createExecutionQueue } = await import("@/inngest/execution-queue");
  const queue = createExecutionQueue(null);
  lab.deps.queue = queue;
  const functionDeps: FunctionDeps = { ...lab.deps, isScheduleOn: false, queue };
  const handler = createHandler(functionDeps);
  http.on("request", async (incoming, outgoing) => {
    const answer = await handler(await toRequest(incoming));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  const registered = await fetch(`${publicUrl}/api/inngest`, { method: "PUT" });
  expect(registered.status, await registered.text()).toBe(200);
  return {
    close: async () => {
      await server.stop();
      http.closeAllConnections();
      http.close();
      for (const name of ["PUBLIC_URL", ...Object.keys(server.env)]) delete process.env[name];
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const body = Buffer.concat(parts);
  return new Request(new URL(incoming.url ?? "/", `http://${incoming.headers.host}`), {
    method: incoming.method ?? "GET",
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
    ...(body.length > 0 ? { body } : {}),
  });
}

test.skipIf(!binary)(
  "a backfill leaves equal rows in the monitoring tables on either engine",
  async () => {
    const embedded = await backfilled(onEmbedded);
    const server = await backfilled(onServer);
    expect(embedded.size).toBeGreaterThan(10);
    expect(compareDigests(embedded, server)).toEqual({ lost: [], repeated: [] });
  },
  400_000,
);
