/**
 * The app's own HTTP server around Next.js. Requests that the hot door knows are answered by the very same handlers
 * ahead of Next's router; everything else is Next's.
 */
import "./plain-env.mjs";
import "./launcher/late-variables.mjs";
import { createServer } from "node:http";
import next from "next";
import { noteClientAddress } from "./launcher/client-address.mjs";
import { answerThrough } from "./launcher/hot-door.mjs";
import { refuseUnroutable } from "./launcher/refuse-unroutable.mjs";
import "./quick-drizzle.mjs";

const HOT = Symbol.for("candlewatch.hot");
const SHUTDOWN = Symbol.for("candlewatch.shutdown");
const DRAIN_MS = 10_000;

const host = process.env.HOST || "127.0.0.1";
const port = Number(process.env.PORT || 3000);
const app = next({
  dev: process.env.NODE_ENV !== "production",
  hostname: host,
  port,
  dir: process.cwd(),
});

let handle = null;
const server = createServer((request, response) => {
  if (refuseUnroutable(request, response)) return;
  noteClientAddress(request);
  const hot = globalThis[HOT];
  if (hot !== undefined && (request.method === "GET" || request.method === "HEAD")) {
    void answerThrough(hot, request, response, () => handOver(request, response));
  } else {
    handOver(request, response);
  }
});
// Longer than the minute after which common proxies give up an idle connection.
server.keepAliveTimeout = 65_000;

function handOver(request, response) {
  if (handle !== null) {
    void handle(request, response);
    return;
  }
  response.writeHead(503, { "retry-after": "1", "content-type": "text/plain" });
  response.end("Candlewatch is starting.\n");
}

server.once("error", (error) => {
  console.error(`The app can't listen on ${host}:${port}: ${error.message}`);
  process.exit(1);
});

await Promise.all([
  app.prepare(),
  new Promise((listening) => server.listen({ host, port }, listening)),
]);
handle = app.getRequestHandler();
process.send?.("ready");

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);

/** No new connections, answers under way are finished, the engine gives its work back, then the pools close. */
async function stop() {
  if (isStopping) return;
  isStopping = true;
  const closed = new Promise((done) => server.close(done));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  // A database that is away can't be said goodbye to: the limit is for it as well.
  const patience = new Promise((done) => setTimeout(done, DRAIN_MS + 2_000));
  await Promise.race([Promise.all([globalThis[SHUTDOWN]?.(), closed]), patience]);
  clearTimeout(late);
  process.exit(0);
}
