import { bundleFromString, createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { openApiDocument } from "./openapi";
import { listRoutes } from "./testing/open-routes";

const document = openApiDocument("https://candles.example.com", "0.0.0");
const source = JSON.stringify(document);

/** Inngest's own protocol, and the answer to every address that is none. */
const NOT_OURS = ["/api/inngest", "/api/{path*}"];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

test("the document is valid OpenAPI 3.1 by the linter's recommended rules", async () => {
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      // Operations whose errors are all server-side, such as the liveness probe, still have 4xx of the transport.
      "operation-4xx-response": "error",
      "no-invalid-media-type-examples": "error",
      "no-server-example.com": "off",
    },
  });

  const problems = await lintFromString({ source, config });

  expect(
    problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
  ).toEqual([]);
});

test("the document stands alone: nothing in it points anywhere else", async () => {
  const { problems } = await bundleFromString({ source, config: await createConfig({}) });

  expect(problems).toEqual([]);
  expect(source).not.toContain("$defs");
});

test("every endpoint of the contract is in the document, with its errors", () => {
  const paths = document.paths as Record<string, Record<string, { responses: object }>>;
  for (const endpoint of Object.values(ENDPOINTS)) {
    const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase()];
    expect(Object.keys(operation?.responses ?? {}), endpoint.name).toEqual(
      expect.arrayContaining([String(endpoint.status), "400", "429", "500", "503"]),
    );
  }
});

test("every list that goes on by a cursor can be exported whole, but coverage, whose cells are no columns", () => {
  const listed = Object.values(ENDPOINTS).filter(({ query }) => "cursor" in query.shape);
  const kept = listed.filter(({ rows }) => rows === null).map(({ name }) => name);

  expect(listed.length).toBeGreaterThan(8);
  expect(kept).toEqual(["coverage"]);
});

test("no handler without a contract, no contract without a handler, no method unanswered", async () => {
  const described = Object.values(ENDPOINTS).map(({ method, path }) => `${method} ${path}`);
  const served: string[] = [];
  for (const { path, file } of listRoutes()) {
    if (NOT_OURS.includes(path)) continue;
    const handlers = (await import(file)) as Record<
      string,
      (request: Request) => Promise<Response>
    >;
    for (const method of METHODS) {
      const handler = handlers[method];
      expect(handler, `${method} ${path}`).toBeTypeOf("function");
      if (handler?.name === "refuse") {
        const response = await handler(new Request(`http://localhost${path}`, { method }));
        expect([response.status, response.headers.get("allow")]).toEqual([405, expect.any(String)]);
      } else served.push(`${method} ${path}`);
    }
  }

  expect(served.sort()).toEqual(described.sort());
});
