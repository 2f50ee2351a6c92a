/** What a server is told about the functions, by a process that has a public address of its own. */
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";

const PUBLIC_URL = "https://candles.example.com";
/** The addresses registered, oldest first. */
const told: string[] = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  if (request.url === "/fn/register") told.push(JSON.parse(body).url);
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ status: 200, modified: true }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  process.env.INNGEST_BASE_URL = `http://127.0.0.1:${port}`;
  process.env.INNGEST_EVENT_KEY = "0123456789abcdef";
  process.env.INNGEST_SIGNING_KEY = "0123456789abcdef0123456789abcdef";
  process.env.PUBLIC_URL = PUBLIC_URL;
  process.env.MASSIVE_BASE_URL = "http://127.0.0.1:65534";
});
afterAll(() => {
  server.close();
});

test("at its start a process names its public address to the server", async () => {
  const { getRuntime } = await import("./runtime");
  await getRuntime().refreshFunctions();
  expect(told).toEqual([`${PUBLIC_URL}/api/inngest`]);
});

test("asked over its own port to register again, it still names the public address", async () => {
  const { getRuntime } = await import("./runtime");
  const request = new Request("http://10.0.0.7:3000/api/inngest", {
    method: "PUT",
    headers: { host: "10.0.0.7:3000" },
  });
  expect((await getRuntime().handler(request)).status).toBe(200);
  expect(told.at(-1)).toBe(`${PUBLIC_URL}/api/inngest`);
});
