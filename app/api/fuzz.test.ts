import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { documentedStatuses } from "@/lib/http/documented-statuses";
import { exampleOf } from "@/lib/http/example-of";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import { inputSchema, pathOf, sampleRequest } from "@/lib/http/testing/sample-request";

let routes: OpenRoutes;
beforeAll(async () => {
  routes = await openRoutes();
});
afterAll(() => routes.close());

type Values = Record<string, unknown>;

const TEXTS = [
  "",
  "abc",
  "-1",
  "0",
  "1e400",
  "99999999999999999999",
  "NaN",
  "null",
  "true",
  "2026-13-45",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "2026-11-20T00:00:00+02:00",
  "AAPL,,../..",
  "'; drop table candles; --",
  "𝔘\u202e%_\\",
  "\u0000",
  "x".repeat(5_000),
];
const ANYTHING = [
  null,
  true,
  -1,
  0,
  0.5,
  2 ** 53,
  1e308,
  "",
  "abc",
  [],
  {},
  [[[]]],
  [null],
  ...TEXTS,
];

type Sent = { path: string; method: string; headers?: Record<string, string>; body?: unknown };

async function check(name: keyof typeof ENDPOINTS, sent: Sent): Promise<number> {
  const endpoint = ENDPOINTS[name];
  const response = await routes.call(sent.path, sent);
  const text = await response.text();
  const told = `${sent.method} ${sent.path.slice(0, 200)} ${JSON.stringify(sent.body)?.slice(0, 200)} → ${response.status} ${text.slice(0, 300)}`;
  expect(documentedStatuses(endpoint), told).toContain(response.status);
  // 503 is an answer of probes, and of what asks a vendor that is away.
  if (response.status >= 500) expect(endpoint.refusals, told).toContain(503);
  if (response.status < 400 || response.status >= 500) return response.status;

  expect(response.headers.get("content-type"), told).toBe("application/problem+json");
  const problem = JSON.parse(text) as { status: number; errors?: { path: string }[] };
  expect(problem, told).toMatchObject({
    title: expect.stringMatching(/./),
    detail: expect.stringMatching(/./),
    status: response.status,
  });
  if (response.status === 400) expect(problem.errors?.[0]?.path, told).toEqual(expect.any(String));
  return response.status;
}

const properties = (schema: Values) => Object.entries((schema.properties ?? {}) as Values);

describe.each(Object.values(ENDPOINTS).map((endpoint) => [endpoint.name, endpoint] as const))(
  "%s",
  (name, endpoint) => {
    const { method, path: template } = endpoint;
    const sample = sampleRequest(endpoint);
    const send = (change: { params?: Values; query?: Values; body?: unknown }) => {
      const path = pathOf(
        template,
        { ...sample.params, ...change.params },
        { ...sample.query, ...change.query },
      );
      return check(name, { path, method, body: "body" in change ? change.body : sample.body });
    };

    test("whatever stands in the path or query, the answer is a documented one", async () => {
      for (const [key] of properties(inputSchema(endpoint.params))) {
        for (const text of TEXTS.filter((value) => value !== ""))
          await send({ params: { [key]: text } });
      }
      for (const [key, schema] of properties(inputSchema(endpoint.query))) {
        await send({ query: { [key]: exampleOf(schema) } });
        for (const text of TEXTS) await send({ query: { [key]: text } });
      }
      expect(await send({ query: { no_such_parameter: "1" } })).toBe(400);
    });

    test.runIf(method !== "GET")(
      "whatever stands in the body, the answer is a documented one",
      async () => {
        for (const [key, schema] of properties(inputSchema(endpoint.body))) {
          await send({ body: { ...sample.body, [key]: exampleOf(schema) } });
          for (const value of ANYTHING) await send({ body: { ...sample.body, [key]: value } });
          const { [key]: _, ...without } = sample.body ?? {};
          await send({ body: without });
        }
        expect(await send({ body: { ...sample.body, no_such_field: 1 } })).toBe(400);
        for (const body of [[], null, "text", 1, "{", '{"a":', "\u{1f4a5}"]) {
          expect(await send({ body: typeof body === "string" ? body : JSON.stringify(body) })).toBe(
            400,
          );
        }
      },
    );

    test.runIf(method !== "GET")(
      "a body of another type or of any size is refused as such",
      async () => {
        const { path } = sample;
        const typed = { "content-type": "text/plain" };
        expect(await check(name, { path, method, headers: typed, body: "{}" })).toBe(415);
        expect(await check(name, { path, method, body: `"${"x".repeat(5_000_001)}"` })).toBe(413);
        const nested = "[".repeat(100_000) + "]".repeat(100_000);
        expect(await check(name, { path, method, body: `{"a":${nested}}` })).toBe(400);
      },
    );

    test("what cannot be given in an asked type is refused", async () => {
      const headers = { accept: "application/vnd.nothing" };
      expect(await check(name, { path: sample.path, method, headers, body: sample.body })).toBe(
        406,
      );
    });
  },
);
