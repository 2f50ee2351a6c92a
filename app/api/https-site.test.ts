import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestSession } from "@/lib/auth/testing/test-credentials";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

const SITE = "https://candles.example.com";
const EMAIL = "maria@example.com";
const PASSWORD = "seven quiet lighthouses";
const RESOLVE = "/api/v1/admin/scheduler/resume";

let routes: OpenRoutes;
let cookie: string;
beforeAll(async () => {
  process.env.PUBLIC_URL = SITE;
  routes = await openRoutes();
  cookie = await createTestSession(routes.db, { email: EMAIL, role: "admin", password: PASSWORD });
});
afterAll(() => routes.close());

const signIn = (ip: string) =>
  routes.call("/api/auth/sign-in", {
    method: "POST",
    key: null,
    headers: { "x-candlewatch-client": ip },
    body: { email: EMAIL, password: PASSWORD },
  });

test("an https site says so for two years, and its session cookie never leaves https", async () => {
  const response = await signIn("198.51.100.7");

  expect(response.headers.get("strict-transport-security")).toBe(
    "max-age=63072000; includeSubDomains",
  );
  const [session = ""] = response.headers.getSetCookie();
  expect(session).toMatch(/^__Secure-candlewatch\.session_token=/);
  for (const attribute of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) {
    expect(session).toContain(attribute);
  }
});

describe("a change signed in by cookie comes from our own pages", () => {
  const change = (headers: Record<string, string>) =>
    routes.call(RESOLVE, { method: "POST", key: null, headers: { cookie, ...headers }, body: {} });

  test.each([
    ["our origin", { origin: SITE }, 200],
    ["our origin, told by the browser", { origin: SITE, "sec-fetch-site": "same-origin" }, 200],
    ["no origin but same-origin by the browser", { "sec-fetch-site": "same-origin" }, 200],
    ["another site", { origin: "https://evil.example.com" }, 403],
    ["a sibling", { origin: SITE, "sec-fetch-site": "same-site" }, 403],
    ["an opaque origin", { origin: "null" }, 403],
    ["nothing said", {}, 403],
    ["another name it is served under", { origin: "https://lan.test", host: "lan.test" }, 200],
    ["that name without https", { origin: "http://lan.test", host: "lan.test" }, 403],
  ])("%s", async (_, headers, status) => {
    expect((await change(headers)).status).toBe(status);
  });

  test("a key proves itself: programs have no origin", async () => {
    const response = await routes.call(RESOLVE, { method: "POST", body: {} });
    expect(response.status).toBe(200);
  });
});

test("guessing from one IPv6 network is slowed down whatever address in it is used", async () => {
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      routes.call("/api/auth/sign-in-link", {
        method: "POST",
        key: null,
        headers: { "x-candlewatch-client": `2001:db8:9:9::${index}` },
        body: { token: `a-guessed-token-${index}` },
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
});

describe("a key", () => {
  test("is told once, stored as a hash, and its prefix says what it may", async () => {
    const response = await routes.call("/api/v1/admin/api-keys", {
      method: "POST",
      body: { name: "report", role: "operator", reason: "nightly" },
    });
    const { secret, key } = (await response.json()) as { secret: string; key: { id: number } };

    expect(secret).toMatch(/^cw_o_[\w-]{43}$/);
    const stored = JSON.stringify(await routes.db.execute(sql`select * from api_keys`));
    const listed = await (await routes.call("/api/v1/admin/api-keys")).text();
    const audited = await (await routes.call("/api/v1/admin/audit-log")).text();
    for (const text of [stored, listed, audited]) {
      expect(text).toContain(secret.slice(0, 11));
      expect(text).not.toContain(secret);
    }
    expect(audited).toContain('"reason":"nightly"');

    await routes.call("/api/v1/admin/frame", { key: secret });
    await expect
      .poll(async () => (await (await routes.call("/api/v1/admin/api-keys")).json()).keys)
      .toContainEqual(expect.objectContaining({ id: key.id, last_used_at: expect.any(String) }));
  });
});

test("a change and its line in the audit log stand or fall together", async () => {
  await routes.db.execute(
    sql`alter table audit_log add constraint full_up check (action <> 'user.add') not valid`,
  );
  const body = { email: "otto@example.com", name: "Otto", role: "viewer" };
  const response = await routes.call("/api/v1/admin/users", { method: "POST", body });
  await routes.db.execute(sql`alter table audit_log drop constraint full_up`);

  expect(response.status).toBe(500);
  expect(await response.text()).not.toMatch(/full_up|audit_log|insert|at .*\.ts/);
  expect(await (await routes.call("/api/v1/admin/users")).text()).not.toContain("otto@example.com");
});

test("who loses access loses it at once, sessions and all", async () => {
  const otto = await createTestSession(routes.db, { email: "otto@example.com", role: "viewer" });
  const ask = () => routes.call("/api/v1/admin/frame", { key: null, headers: { cookie: otto } });
  expect((await ask()).status).toBe(200);
  const { users } = await (await routes.call("/api/v1/admin/users")).json();
  const { id } = users.find(({ email }: { email: string }) => email === "otto@example.com");

  await routes.call(`/api/v1/admin/users/${id}`, { method: "PUT", body: { active: false } });
  expect((await ask()).status).toBe(401);
});
