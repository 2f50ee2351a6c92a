/** The simulated vendor on a loopback socket: the vendor's very HTTP, with a latency, a rate limit and a door for faults. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Calendar, createCalendar } from "@/lib/domain/calendar";
import { answerControl, type Control } from "./control-door";
import { createFaultBoard } from "./fault-board";
import { createMadeUpMarket } from "./made-up-market";
import { openReplayMarket } from "./replay-market";
import { askVendor, plantedSplits, type Vendor } from "./vendor";
import { errorAnswer, type VendorAnswer, WORDS } from "./vendor-answer";

export type SimulatorOptions = {
  /** 0 = any free port. */
  port: number;
  host?: string;
  seed?: number;
  /** The market's clock; the real one when left out. */
  now?: () => number;
  latencyMs?: number;
  /** 0 = unlimited. */
  requestsPerMinute?: number;
  /** As SIMULATOR_FAULTS. */
  faults?: string;
  /** Recorded bars instead of the made-up market. */
  replayDir?: string;
  exchange?: Calendar;
};

type SimulatorStats = {
  requests: number;
  rateLimited: number;
  rows: number;
  keysInQuery: number;
};

export type Simulator = {
  url: string;
  /** Replaces the planted faults. @throws Error naming the part that is wrong */
  setFaults(spec: string): void;
  /** Null: back to the clock it was started with. */
  setNow(nowMs: number | null): void;
  stats(): SimulatorStats;
  close(): Promise<void>;
};

const SLOW_MS = 2_000;

/** @throws Error when the port is taken, the replay directory is not there, or a fault is unknown */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.now ?? Date.now;
  let fixedNowMs: number | null = null;
  const now = () => fixedNowMs ?? clock();
  const exchange = options.exchange ?? createCalendar();
  const board = createFaultBoard(options.faults ?? "");
  const extraSplits = (ticker: string) => plantedSplits(board, exchange, now())(ticker);
  const market =
    options.replayDir === undefined
      ? createMadeUpMarket(exchange, options.seed ?? 1, extraSplits)
      : await openReplayMarket(exchange, options.replayDir);
  const stats: SimulatorStats = { requests: 0, rateLimited: 0, rows: 0, keysInQuery: 0 };
  const control: Control = {
    board,
    stats,
    now,
    setNow: (nowMs) => {
      fixedNowMs = nowMs;
    },
  };
  const limited = createRateLimit(options.requestsPerMinute ?? 0);
  const answer = createAnswerer(
    { market, exchange, board },
    stats,
    limited,
    now,
    options.latencyMs ?? 0,
  );

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    const handled = url.pathname.startsWith("/simulator/")
      ? answerControl(control, request, url).then((reply) => send(response, reply, now()))
      : answer(request, response, url);
    handled.catch((error: unknown) => {
      console.error("simulator:", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });
  return {
    url: urlOf(server.address()),
    setFaults: (spec) => board.plant(spec),
    setNow: control.setNow,
    stats: () => ({ ...stats }),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type Answerer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

function createAnswerer(
  vendor: Vendor,
  stats: SimulatorStats,
  limited: () => boolean,
  now: () => number,
  latencyMs: number,
): Answerer {
  return async (request, response, url) => {
    stats.requests += 1;
    if (url.searchParams.has("apiKey")) stats.keysInQuery += 1;
    const requestId = randomUUID().replaceAll("-", "");
    const delayed = latencyMs > 0 ? sleep(latencyMs) : null;
    if (limited()) {
      stats.rateLimited += 1;
      await delayed;
      return send(response, errorAnswer(429, requestId, WORDS.rateLimited), now());
    }
    const authorization = request.headers.authorization;
    const outcome = await askVendor(vendor, { url, authorization, requestId, nowMs: now() });
    stats.rows += outcome.rows;
    if (outcome.answer.status === 429) stats.rateLimited += 1;
    if (outcome.struck.has("slow")) await sleep(SLOW_MS);
    await delayed;
    send(response, outcome.answer, outcome.clockMs);
  };
}

/** At most so many answers in any 60 seconds, whatever the market's own clock says. */
function createRateLimit(requestsPerMinute: number): () => boolean {
  const sent: number[] = [];
  return () => {
    if (requestsPerMinute === 0) return false;
    const nowMs = performance.now();
    while (sent[0] !== undefined && sent[0] <= nowMs - 60_000) sent.shift();
    if (sent.length >= requestsPerMinute) return true;
    sent.push(nowMs);
    return false;
  };
}

function send(response: ServerResponse, answer: VendorAnswer, clockMs: number): void {
  if (answer.mishap === "hang") return;
  const bytes = Buffer.from(answer.body);
  const body = answer.mishap === "none" ? bytes : bytes.subarray(0, Math.floor(bytes.length / 2));
  response.writeHead(answer.status, {
    ...answer.headers,
    "content-type": answer.contentType,
    "content-length": answer.mishap === "reset" ? bytes.length : body.length,
    date: new Date(clockMs).toUTCString(),
  });
  if (answer.mishap !== "reset") {
    response.end(body);
    return;
  }
  response.write(body, () => response.destroy());
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string")
    throw new Error("the simulator has no TCP address");
  return `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
}
