import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createTestKey } from "@/lib/auth/testing/test-credentials";
import { connectSql } from "@/lib/db/connect";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

const HEALTH = "/api/v1/admin/scheduler-health";
const STALENESS = "/api/v1/admin/features/staleness";
const HISTORY = "/api/v1/admin/scheduler/execution-history";
const AUDIT = "/api/v1/admin/audit-log";
const TRIGGER = "/api/v1/admin/backfill/trigger";
const PREVIEW = "/api/v1/admin/backfill/preview";
const SYMBOLS = "/api/v1/admin/symbols";
const CORE = [HEALTH, STALENESS, HISTORY];

let routes: OpenRoutes;
beforeAll(async () => {
  routes = await openRoutes();
  for (const symbol of ["AAPL", "MSFT", "SPY"]) await track(symbol);
});
afterAll(async () => {
  const { currentChangeCounter } = await import("@/lib/db/change-counter");
  await currentChangeCounter()?.close();
  await routes.close();
});

async function track(symbol: string) {
  const body = {
    check: false,
    symbols: [{ symbol, asset_class: "stock", criticality: "standard", timeframes: ["1d"] }],
  };
  const response = await routes.call(SYMBOLS, { method: "POST", body });
  expect(response.status).toBe(201);
}

const get = (path: string, headers: Record<string, string> = {}) => routes.call(path, { headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  routes.call(path, { method: "POST", body, headers });

describe("an answer that has not changed", () => {
  beforeAll(async () => {
    const { ensureChangeCounter } = await import("@/lib/db/change-counter");
    const counter = ensureChangeCounter(routes.url);
    await vi.waitUntil(() => counter.read() !== null, { timeout: 10_000 });
  });
  // A tag holds for a slice of time; standing still, the clock can't step into the next one between two calls.
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  test.each(CORE)("%s carries a weak tag, and 304 has no body", async (path) => {
    const tag = (await get(path)).headers.get("etag") ?? "";
    const again = await get(path, { "if-none-match": `"other", ${tag}` });

    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(again.headers.get("etag")).toBe(tag);
  });

  test("a change of what is stored gives a new tag at once", async () => {
    const tag = (await get(HISTORY)).headers.get("etag") ?? "";
    await post(TRIGGER, { symbols: ["SPY"] });

    await expect.poll(async () => (await get(HISTORY, { "if-none-match": tag })).status).toBe(200);
  });

  test("304 asks the database nothing: it is answered while no query can be", async () => {
    const path = "/api/openapi.json";
    const key = await createTestKey(routes.db, "viewer");
    const known = async () => {
      const response = await routes.call(path, { key, headers: { "if-none-match": tag } });
      return response.status;
    };
    let tag = (await routes.call(path, { key })).headers.get("etag") ?? "";
    await expect
      .poll(async () => {
        tag = (await routes.call(path, { key })).headers.get("etag") ?? "";
        return known();
      })
      .toBe(304);

    await whileDatabaseRefuses(async () => {
      expect(await known()).toBe(304);
      expect((await routes.call(`${AUDIT}?limit=7`)).status).toBeGreaterThanOrEqual(500);
    });
  });
});

/** Ends every connection but the change counter's, and lets none be opened. */
async function whileDatabaseRefuses(work: () => Promise<void>) {
  const name = new URL(routes.url).pathname.slice(1);
  const server = connectSql(process.env.TEST_DATABASE_URL ?? "", { max: 1 });
  try {
    await server.unsafe(`alter database "${name}" with allow_connections false`);
    await server`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = ${name} and application_name <> 'candlewatch-listen'`;
    await work();
  } finally {
    await server.unsafe(`alter database "${name}" with allow_connections true`);
    await server.end();
  }
}

describe("methods", () => {
  test.each([...CORE, SYMBOLS, "/api/metrics", "/api/badge"])(
    "HEAD of %s answers what GET answers, without the body",
    async (path) => {
      const [whole, head] = [await get(path), await routes.call(path, { method: "HEAD" })];

      expect(head.status).toBe(whole.status);
      expect(head.headers.get("content-type")).toBe(whole.headers.get("content-type"));
      expect(await head.text()).toBe("");
    },
  );

  test.each([
    ["DELETE", HEALTH, "GET, HEAD, OPTIONS"],
    ["GET", TRIGGER, "POST, OPTIONS"],
    ["PATCH", SYMBOLS, "GET, HEAD, POST, OPTIONS"],
    ["POST", `${SYMBOLS}/AAPL`, "GET, HEAD, PUT, DELETE, OPTIONS"],
  ])("%s %s is 405 and says what is allowed", async (method, path, allow) => {
    const response = await routes.call(path, { method });

    expect([response.status, response.headers.get("allow")]).toEqual([405, allow]);
    expect(await response.json()).toMatchObject({
      type: "/docs#error-method_not_allowed",
      status: 405,
      instance: path,
      request_id: expect.any(String),
    });
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("an address that is none is a problem too, not a page", async () => {
    const response = await get("/api/v1/admin/no-such-thing");

    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });
});

test("a parameter given twice is refused, not guessed", async () => {
  const response = await get(`${HISTORY}?limit=1&limit=2`);

  expect(response.status).toBe(400);
  expect((await response.json()).errors[0].path).toBe("query.limit");
});

describe("request ids", () => {
  test("the caller's id comes back, in a problem's body as well", async () => {
    const headers = { "x-request-id": "nightly-report.42" };
    const [good, bad] = [await get(HEALTH, headers), await get(`${HISTORY}?limit=0`, headers)];

    expect(good.headers.get("x-request-id")).toBe("nightly-report.42");
    expect((await bad.json()).request_id).toBe("nightly-report.42");
  });

  test.each(["", "short", "with space 1", "x".repeat(129), "a\tb-c-d-e-f"])(
    "an id that is not well-formed is replaced: %j",
    async (id) => {
      const response = await get(HEALTH, { "x-request-id": id });
      expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe("limits of requests", () => {
  test("each key has its own budget, and 429 says when to come back", async () => {
    const [small, other] = [
      await createTestKey(routes.db, "viewer", { requestsPerMinute: 3 }),
      await createTestKey(routes.db, "viewer", { requestsPerMinute: 3 }),
    ];
    const answers = [];
    for (let index = 0; index < 4; index += 1)
      answers.push(await routes.call(HEALTH, { key: small }));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[0]?.headers.get("ratelimit-policy")).toBe('"default";q=3;w=60');
    expect(answers[0]?.headers.get("ratelimit")).toMatch(/^"default";r=2;t=\d+$/);
    expect(Number(answers[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await answers[3]?.json()).toMatchObject({ code: "rate_limited" });
    expect((await routes.call(HEALTH, { key: other })).status).toBe(200);
  });

  test("strangers are counted by network: one IPv6 household is one caller", async () => {
    const ask = (ip: string) =>
      routes.call("/api/auth/session", { key: null, headers: { "x-candlewatch-client": ip } });
    const left = async (ip: string) =>
      Number(/r=(\d+)/.exec((await ask(ip)).headers.get("ratelimit") ?? "")?.[1]);

    const first = await left("2001:db8:1:2::1");
    expect(await left("2001:db8:1:2:ffff::9")).toBe(first - 1);
    expect(await left("2001:db8:1:3::1")).toBe(first);
  });
});

describe("lists", () => {
  const ROWS = 7;
  beforeAll(async () => {
    await routes.db.execute(sql`
      insert into audit_log (actor, actor_kind, action, target, reason)
      select 'listed', 'user', 'test', 'row ' || n, case n when 1 then '=1+1' else 'a "b", c' end
      from generate_series(1, ${ROWS}) n`);
  });

  test("the links lead through every row once", async () => {
    const seen: string[] = [];
    let path: string | undefined = `${AUDIT}?actor=listed&limit=3`;
    while (path !== undefined) {
      const response: Response = await get(path);
      const page = (await response.json()) as { entries: { target: string }[] };
      seen.push(...page.entries.map(({ target }) => target));
      path = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
    }

    expect(seen).toEqual(Array.from({ length: ROWS }, (_, index) => `row ${ROWS - index}`));
  });

  test.each(["garbage", "e30", "%F0%9F%92%A5"])(
    "a cursor we did not give is 400: %s",
    async (it) => {
      const response = await get(`${AUDIT}?cursor=${it}`);
      expect(response.status).toBe(400);
      expect((await response.json()).errors[0].path).toBe("query.cursor");
    },
  );

  test("a cursor that was cut or added to in passing is 400, not another page", async () => {
    const { next_cursor: given } = await (await get(`${AUDIT}?actor=listed&limit=2`)).json();
    for (const it of [`${given}x`, given.slice(0, -1), `${given}%3D`]) {
      expect((await get(`${AUDIT}?cursor=${it}`)).status, it).toBe(400);
    }
    expect((await get(`${AUDIT}?cursor=${given}`)).status).toBe(200);
  });

  test("CSV holds every row that matches, quoted, and no formula", async () => {
    const response = await get(`${AUDIT}?actor=listed&format=csv`);
    const [head = "", ...lines] = (await response.text()).trimEnd().split("\r\n");

    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename=".+\.csv"$/);
    expect(head.split(",")).toContain("reason");
    expect(lines).toHaveLength(ROWS);
    expect(lines[0]).toContain('"a ""b"", c"');
    expect(lines.at(-1)).toContain("'=1+1");
  });

  test("CSV has its columns also when no row matches, and those the first row lacks", async () => {
    const lines = async (path: string) => (await (await get(path)).text()).split("\r\n");

    expect(await lines(`${AUDIT}?actor=nobody-at-all&format=csv`)).toEqual([
      (await lines(`${AUDIT}?actor=listed&format=csv`))[0],
      "",
    ]);
    await track("COLS");
    const [bars] = await lines("/api/v1/historical/COLS?format=csv");
    expect(bars).toBe("t,open,high,low,close,volume,suspect");
  });

  test("NDJSON is asked for by Accept, and an explicit limit asks for one page", async () => {
    const ask = async (query: string) => {
      const response = await get(`${AUDIT}?actor=listed${query}`, {
        accept: "application/x-ndjson",
      });
      return (await response.text()).trimEnd().split("\n");
    };

    expect((await ask("")).map((line) => JSON.parse(line).target)).toHaveLength(ROWS);
    expect(await ask("&limit=2")).toHaveLength(2);
  });
});

describe("starting work", () => {
  const started = async (response: Response) => (await response.json()).execution_id as string;

  test("the same key and body answer with the first execution, another body is 422", async () => {
    const headers = { "idempotency-key": "nightly-1" };
    const body = { symbols: ["AAPL"], force: true };
    const [first, second] = [
      await post(TRIGGER, body, headers),
      await post(TRIGGER, body, headers),
    ];

    expect([first.status, second.status]).toEqual([202, 202]);
    expect(await started(second)).toBe(await started(first));
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const other = await post(TRIGGER, { symbols: ["MSFT"] }, headers);
    expect([other.status, (await other.json()).code]).toEqual([422, "idempotency_mismatch"]);
  });

  test("a request whose first answer is still under way is 409", async () => {
    const headers = { "idempotency-key": "nightly-2" };
    const body = { symbols: ["AAPL"], force: true };
    await post(TRIGGER, body, headers);
    await routes.db.execute(
      sql`update idempotency_keys set response_status = null where key = 'nightly-2'`,
    );

    const response = await post(TRIGGER, body, headers);
    expect([response.status, response.headers.get("retry-after")]).toEqual([409, "1"]);
  });

  test("another caller's key is another key", async () => {
    const headers = { "idempotency-key": "nightly-1" };
    const key = await createTestKey(routes.db, "operator");
    const body = { symbols: ["MSFT"], force: true };
    const response = await routes.call(TRIGGER, { method: "POST", body, headers, key });

    expect(response.status).toBe(202);
    expect(response.headers.get("idempotent-replayed")).toBeNull();
  });

  test("what was previewed is what runs, else 409 says what changed", async () => {
    const scope = { criticality: "standard", force: true };
    const shown = await (await post(PREVIEW, scope)).json();
    await track("QQQ");

    const late = await post(TRIGGER, { ...scope, token: shown.token });
    const { detail } = await late.json();
    expect(late.status).toBe(409);
    expect(detail).toContain(`${shown.total_jobs + 1} jobs`);
    expect(detail).toContain(`${shown.total_jobs} jobs that were shown`);

    const now = await (await post(PREVIEW, scope)).json();
    expect((await post(TRIGGER, { ...scope, token: now.token })).status).toBe(202);
  });
});

describe("every answer", () => {
  test.each([
    ["good", HEALTH, 200],
    ["refused", `${HISTORY}?limit=501`, 400],
    ["a machine's", "/api/metrics", 200],
  ])("%s carries the headers that keep a browser still", async (_, path, status) => {
    const { headers, status: answered } = await get(path);

    expect(answered).toBe(status);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
    });
    expect(headers.get("strict-transport-security")).toBeNull();
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  test("reads are for the caller alone, changes and refusals are never kept", async () => {
    const [read, change, refusal] = [
      await get(HISTORY),
      await post(PREVIEW, {}),
      await get(`${HISTORY}?limit=0`),
    ];

    expect(read.headers.get("cache-control")).toBe("private, no-cache");
    expect(read.headers.get("vary")).toContain("Authorization");
    expect(change.headers.get("cache-control")).toBe("no-store");
    expect(refusal.headers.get("cache-control")).toBe("no-store");
  });
});
