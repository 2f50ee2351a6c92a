import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_KEY, type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import { startTracing, type Tracing } from "@/lib/start-tracing";

type Attribute = { key: string; value: { stringValue?: string; intValue?: number | string } };
type Span = { name: string; traceId: string; attributes: Attribute[] };

let routes: OpenRoutes;
let collector: Server;
let tracing: Tracing;
const received: { path: string; text: string }[] = [];
beforeAll(async () => {
  routes = await openRoutes();
  collector = createServer(async (request, response) => {
    received.push({
      path: request.url ?? "",
      text: Buffer.concat(await request.toArray()).toString(),
    });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((listening) => collector.listen(0, "127.0.0.1", listening));
  const { port } = collector.address() as AddressInfo;
  tracing = await startTracing(`http://127.0.0.1:${port}`, "0.0.0-test");
});
afterAll(async () => {
  collector.close();
  await routes.close();
});

function spans(): Span[] {
  return received.flatMap(({ text }) => {
    const { resourceSpans } = JSON.parse(text) as {
      resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
    };
    return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  });
}

const attribute = (span: Span | undefined, key: string) => {
  const value = span?.attributes.find((one) => one.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
};

test("a collector gets each request with its route, status and id, calls to the vendor, and no key", async () => {
  await routes.call("/api/v1/admin/scheduler/execution-history", {
    headers: { "x-request-id": "traced-request-1" },
  });
  await routes.call("/api/v1/admin/scheduler/execution-history?limit=0");
  // The vendor of the tests is away: the attempt is a span all the same.
  const symbols = [{ symbol: "SPY", asset_class: "etf" }];
  await routes.call("/api/v1/admin/symbols", { method: "POST", body: { symbols } });
  await tracing.stop();

  expect(received.map(({ path }) => path)).toContain("/v1/traces");
  const history = spans().filter(({ name }) => name.endsWith("/execution-history"));
  expect(history.map((span) => Number(attribute(span, "http.response.status_code")))).toEqual([
    200, 400,
  ]);
  expect(attribute(history[0], "candlewatch.request_id")).toBe("traced-request-1");

  const adding = spans().find(({ name }) => name === "POST /api/v1/admin/symbols");
  const vendor = spans().find((span) => attribute(span, "server.port") !== undefined);
  expect(vendor?.traceId).toBe(adding?.traceId);
  const told = received.map(({ text }) => text).join("");
  expect(told).toContain('"candlewatch"');
  expect(told).not.toContain(ADMIN_KEY);
});

test("after the end nothing is traced, and work goes on", async () => {
  const before = received.length;
  expect((await routes.call("/api/healthz")).status).toBe(200);
  expect(received).toHaveLength(before);
});
