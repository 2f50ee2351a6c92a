/** The route handlers of `openRoutes` behind a real socket on loopback: for tests of what talks HTTP from outside. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { answerRequest, listRoutes, type RouteFile } from "./open-routes";

export type ServedRoutes = { url: string; close: () => Promise<void> };

/** Call after `openRoutes`, which chooses the database. On a free port unless told which. */
export async function serveRoutes(wanted = 0): Promise<ServedRoutes> {
  const routes = listRoutes();
  const server = createServer((incoming, outgoing) => {
    serve(routes, incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error));
  });
  await new Promise<void>((listening) => server.listen(wanted, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  routes: readonly RouteFile[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const response = await answerRequest(routes, await toRequest(incoming));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as never), outgoing);
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = "GET", headers, url = "/" } = incoming;
  const body = Buffer.concat(await incoming.toArray());
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: given,
    ...(body.length === 0 ? {} : { body }),
  });
}
