/** What a hostile, a careless and a scripting caller send beside what the schemas alone would tell apart. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestKey, createTestSession } from "@/lib/auth/testing/test-credentials";
import { ENDPOINTS } from "@/lib/contract";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import { inputSchema, pathOf, sampleRequest } from "@/lib/http/testing/sample-request";

const SYMBOLS = "/api/v1/admin/symbols";
const CHANNELS = "/api/v1/admin/channels";

let routes: OpenRoutes;
beforeAll(async () => {
  routes = await openRoutes();
  const symbols = [{ symbol: "AAPL", asset_class: "stock", timeframes: ["1d"] }];
  await routes.call(SYMBOLS, { method: "POST", body: { check: false, symbols } });
});
afterAll(() => routes.close());

type Problem = { errors?: { path: string; message: string }[] };
const problemOf = async (response: Response) => (await response.json()) as Problem;
const post = (path: string, body: unknown) => routes.call(path, { method: "POST", body });

const endpoints = Object.values(ENDPOINTS);
const namesOf = (schema: Parameters<typeof inputSchema>[0]) =>
  Object.keys((inputSchema(schema).properties ?? {}) as object);

describe("fields that belong together", () => {
  const ranges = [
    ["from", "to"],
    ["start", "end"],
  ] as const;
  const cases = endpoints.flatMap((endpoint) =>
    ranges.flatMap(([begin, end]) =>
      (["query", "body"] as const)
        .filter((place) => [begin, end].every((name) => namesOf(endpoint[place]).includes(name)))
        .map((place) => ({ name: endpoint.name, endpoint, place, begin, end })),
    ),
  );

  test.each(cases)("$name: $begin after $end in the $place is refused", async (one) => {
    const { method, path } = one.endpoint;
    const sample = sampleRequest(one.endpoint);
    const isDay = one.name === "coverage";
    const reversed = {
      [one.begin]: isDay ? "2026-11-20" : "2026-11-20T00:00:00Z",
      [one.end]: isDay ? "2026-11-10" : "2026-11-10T00:00:00Z",
    };
    const query = { ...sample.query, ...(one.place === "query" && reversed) };
    const response = await routes.call(pathOf(path, sample.params, query), {
      method,
      body: one.place === "body" ? { ...sample.body, ...reversed } : sample.body,
    });

    expect(response.status).toBe(400);
    expect((await problemOf(response)).errors?.[0]).toMatchObject({
      path: `${one.place}.${one.begin}`,
      message: expect.stringContaining(`must not lie after ${one.end}`),
    });
  });

  test("there are such endpoints", () => expect(cases.length).toBeGreaterThan(8));
});

describe("a field nobody asked for", () => {
  test("is refused where it stands, however deep, and nothing is done", async () => {
    const symbols = [{ symbol: "MSFT", asset_class: "stock", criticalty: "critical" }];
    const response = await post(SYMBOLS, { check: false, symbols });

    expect(response.status).toBe(400);
    expect((await problemOf(response)).errors).toEqual([
      {
        path: "body.symbols.0.criticalty",
        message: "unknown; allowed: symbol, name, asset_class, criticality, timeframes",
      },
    ]);
    expect((await routes.call(`${SYMBOLS}/MSFT`)).status).toBe(404);
  });

  const changing = endpoints.filter(({ method }) => method !== "GET");
  test.each(changing.map((endpoint) => [endpoint.name, endpoint] as const))(
    "%s: names of the language itself change nothing",
    async (_, endpoint) => {
      const { path, body = {} } = sampleRequest(endpoint);
      const inner = JSON.stringify(body).slice(1, -1);
      for (const planted of [
        '"__proto__":{"polluted":true}',
        '"constructor":{"prototype":{"polluted":true}}',
        '"prototype":{"polluted":true}',
      ]) {
        const text = `{${[inner, planted].filter((part) => part !== "").join(",")}}`;
        const response = await routes.call(path, { method: endpoint.method, body: text });
        expect(response.status, text).toBe(400);
        await response.body?.cancel();
      }
      expect(Reflect.get({}, "polluted")).toBeUndefined();
    },
  );

  test.each(["__proto__", "constructor", "__proto__[polluted]", "toString"])(
    "?%s= is unknown like any other parameter",
    async (name) => {
      const response = await routes.call(`/api/v1/admin/failures?${name}=true`);

      expect(response.status).toBe(400);
      expect(Reflect.get({}, "polluted")).toBeUndefined();
    },
  );
});

describe("what a viewer may not see", () => {
  const planted = {
    email: "planted-person@example.com",
    target: "https://hooks.example.com/planted-path",
    keyName: "planted key",
  };

  test("stands in no answer a viewer gets", async () => {
    await createTestSession(routes.db, { email: planted.email, role: "operator" });
    const channel = { kind: "webhook", name: "chat", events: ["execution.failed"] };
    expect((await post(CHANNELS, { ...channel, target: planted.target })).status).toBe(201);
    const keyBody = { name: planted.keyName, role: "viewer" };
    expect((await post("/api/v1/admin/api-keys", keyBody)).status).toBe(201);
    const key = await createTestKey(routes.db, "viewer");

    const seen: string[] = [];
    for (const endpoint of endpoints.filter(({ method }) => method === "GET")) {
      const response = await routes.call(sampleRequest(endpoint).path, { key });
      seen.push(await response.text());
    }
    const admins = await (await routes.call("/api/v1/admin/users")).text();

    expect(admins).toContain(planted.email);
    for (const secret of Object.values(planted)) {
      expect(seen.filter((text) => text.includes(secret))).toEqual([]);
    }
  });
});

test.each(["a@b.example\r\nBcc: c@d.example", "a@b.example,c@d.example", "a b@c.example"])(
  "a mail address that could say more than an address is refused: %j",
  async (target) => {
    const channel = { kind: "email", name: "mail", target, events: ["execution.failed"] };
    const response = await post(CHANNELS, channel);

    expect(response.status).toBe(400);
    expect((await problemOf(response)).errors?.[0]?.path).toBe("body.target");
  },
);

test.each(["/api", "/api/v1", "/api/v1/admin", "/api/v1/admin/features", "/api/auth"])(
  "the folder %s is not listed",
  async (path) => {
    const response = await routes.call(path);
    expect(response.status).toBe(404);
  },
);

test("a symbol is known by its letters, in either case", async () => {
  const asked = await (await routes.call("/api/v1/historical/aapl?timeframe=1d")).json();
  const planned = await (
    await post("/api/v1/admin/backfill/preview", { symbols: ["aapl"], timeframes: ["1d"] })
  ).json();

  expect(asked).toMatchObject({ symbol: "AAPL" });
  expect(planned).toMatchObject({ jobs: [{ symbol: "AAPL", timeframe: "1d" }] });
});

test.each(["abc", "", "0", "501", "1.5", "-1", "NaN", "1e9"])(
  "limit=%s is refused, and what is allowed is said",
  async (limit) => {
    const response = await routes.call(`/api/v1/admin/failures?limit=${limit}`);

    expect(response.status).toBe(400);
    expect((await problemOf(response)).errors).toEqual([
      { path: "query.limit", message: "must be a whole number from 1 to 500" },
    ]);
  },
);

test.each([
  [{ "content-type": "text/plain" }, "application/json"],
  [{ "content-type": "application/x-www-form-urlencoded" }, "application/json"],
  [{ "content-type": "application/jsonp" }, "application/json"],
  [{ "content-encoding": "gzip" }, "as it is"],
])("a body under %j is told what it must be", async (headers, wanted) => {
  const path = "/api/v1/admin/backfill/preview";
  const response = await routes.call(path, { method: "POST", body: "{}", headers });

  expect(response.status).toBe(415);
  expect((await response.json()).detail).toContain(wanted);
});

test("a list in an address may have spaces behind its commas", async () => {
  const response = await routes.call("/api/v1/admin/features/staleness?status=stale,%20missing");
  expect(response.status).toBe(200);
});
