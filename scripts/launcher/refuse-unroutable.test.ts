import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROBLEM_TYPES, problemUri } from "@/lib/http/problem-types";
import { refuseUnroutable } from "./refuse-unroutable.mjs";

const server = createServer((incoming, outgoing) => {
  if (!refuseUnroutable(incoming, outgoing)) outgoing.end("routed");
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => void server.close());

async function send(method: string, path: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: "127.0.0.1", port, method, path, headers });
  sent.end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

test.each([
  ["GET", "/api/v1/admin/symbols/%E0%A4%A"],
  ["GET", "/symbols/%"],
  ["POST", "/api/%ff%fe"],
])("%s %s, which is no text, is a bad request that says so", async (method, path) => {
  const { status, headers, body } = await send(method, path);

  expect(status).toBe(400);
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(JSON.parse(body)).toMatchObject({
    type: problemUri("invalid_input"),
    title: PROBLEM_TYPES.invalid_input.title,
    status: PROBLEM_TYPES.invalid_input.status,
    instance: path,
    errors: [{ path: "path", message: expect.stringContaining("percent") }],
    request_id: headers["x-request-id"],
  });
});

test.each([
  ["kept when it is well-formed", "caller-0001", "caller-0001"],
  ["another when it is not", "no\ttabs", expect.stringMatching(/^[0-9a-f-]{36}$/)],
])("the caller's request id is %s", async (_what, given, expected) => {
  const { headers } = await send("GET", "/%", { "x-request-id": given });

  expect(headers["x-request-id"]).toEqual(expected);
});

test.each(["PROPFIND", "TRACE", "SEARCH"])("%s is offered by nobody", async (method) => {
  const { status, headers, body } = await send(method, "/api/healthz");

  expect(status).toBe(405);
  expect(headers.allow).toBe("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  expect(JSON.parse(body)).toMatchObject({
    type: problemUri("method_not_allowed"),
    title: PROBLEM_TYPES.method_not_allowed.title,
    status: PROBLEM_TYPES.method_not_allowed.status,
  });
});

test.each(["/api/v1/admin/symbols/BTC%2FUSD", "/api/healthz?a=%zz", "/%F0%9F%92%A5", "//x"])(
  "%s is the router's",
  async (path) => {
    expect((await send("GET", path)).body).toBe("routed");
  },
);
