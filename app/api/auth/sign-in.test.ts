import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestSession } from "@/lib/auth/testing/test-credentials";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

const PASSWORD = "seven quiet lighthouses";
let routes: OpenRoutes;
beforeAll(async () => {
  routes = await openRoutes();
});
afterAll(() => routes.close());

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

const signIn = (email: string, password: string, ip = "198.51.100.1") =>
  routes.call("/api/auth/sign-in", {
    method: "POST",
    key: null,
    headers: { "x-candlewatch-client": ip },
    body: { email, password },
  });

describe("signing in with a password", () => {
  beforeAll(async () => {
    await createTestSession(routes.db, {
      email: "maria@example.com",
      role: "operator",
      password: PASSWORD,
    });
  });

  test("the right password opens a session whose cookie scripts and foreign sites cannot use", async () => {
    const response = await signIn("maria@example.com", PASSWORD);

    expect(response.status).toBe(200);
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const session = await routes.call("/api/auth/session", {
      key: null,
      headers: { cookie: cookieOf(response) },
    });
    expect(await session.json()).toMatchObject({
      viewer: { name: "maria@example.com", role: "operator", kind: "user" },
    });
  });

  test("a wrong password and an unknown address get the very same answer", async () => {
    const wrong = await signIn("maria@example.com", "not the password", "198.51.100.2");
    const unknown = await signIn("nobody@example.com", "not the password", "198.51.100.2");

    const body = async (response: Response) => {
      const { request_id: _, ...rest } = (await response.json()) as Record<string, unknown>;
      return rest;
    };
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await body(wrong)).toEqual(await body(unknown));
  });

  test("guessing is slowed down per account from many networks, and says when to come back", async () => {
    const attempts = Array.from({ length: 12 }, (_, index) =>
      signIn("victim@example.com", "guess", `203.0.113.${index}`),
    );
    const limited = (await Promise.all(attempts)).filter(({ status }) => status === 429);

    expect(limited).toHaveLength(2);
    expect(limited[0]?.headers.get("retry-after")).toMatch(/^\d+$/);
  });

  test("every attempt is in the audit log, without the password", async () => {
    const response = await routes.call("/api/v1/admin/audit-log?limit=100");
    const text = await response.text();

    expect(text).toContain('"action":"sign_in"');
    expect(text).toContain('"action":"sign_in_refused"');
    expect(text).not.toContain(PASSWORD);
  });
});

describe("one-time links", () => {
  test("a link signs in once and never again, and only its hash is stored", async () => {
    const { createSignInLink, ensureAdmin } = await import("@/lib/auth/sign-in-link");
    const link = await createSignInLink(routes.db, await ensureAdmin(routes.db));
    const token = new URL(link).hash.replace("#token=", "");
    const use = () =>
      routes.call("/api/auth/sign-in-link", { method: "POST", key: null, body: { token } });
    const stored = await routes.sql`select identifier, value from auth_verifications`;

    const [first, second] = [await use(), await use()];

    expect(JSON.stringify(stored)).not.toContain(token);
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({ viewer: { role: "admin" } });
    expect(second.status).toBe(401);
  });

  test("the admin who came by link sets a password without an old one, then needs it", async () => {
    const cookie = await createTestSession(routes.db, { email: "eve@example.com", role: "admin" });
    const change = (body: unknown) =>
      routes.call("/api/auth/password", {
        method: "POST",
        key: null,
        headers: { cookie, origin: "http://127.0.0.1:3000" },
        body,
      });

    expect((await change({ new_password: "candlewatch password" })).status).toBe(400);
    expect((await change({ new_password: PASSWORD })).status).toBe(200);
    expect((await change({ new_password: "another long sentence" })).status).toBe(403);
    expect((await signIn("eve@example.com", PASSWORD, "198.51.100.9")).status).toBe(200);
  });
});

describe("sessions", () => {
  test("a session ended by an admin is refused at once", async () => {
    const cookie = await createTestSession(routes.db, { email: "tom@example.com", role: "viewer" });
    const mine = () => routes.call("/api/v1/admin/sessions", { key: null, headers: { cookie } });
    const { sessions } = (await (await mine()).json()) as { sessions: { id: string }[] };

    const ended = await routes.call(`/api/v1/admin/sessions/${sessions[0]?.id}`, {
      method: "DELETE",
    });

    expect(sessions).toHaveLength(1);
    expect(ended.status).toBe(200);
    expect((await mine()).status).toBe(401);
  });

  test("are one's own to see and to end, nobody else's", async () => {
    const mine = await createTestSession(routes.db, { email: "me@example.com", role: "operator" });
    await createTestSession(routes.db, { email: "you@example.com", role: "viewer" });
    const headers = { cookie: mine, origin: "http://127.0.0.1:3000" };
    const all = await (await routes.call("/api/v1/admin/sessions")).json();
    const { id } = all.sessions.find(({ user }: { user: string }) => user === "you@example.com");

    const seen = await routes.call("/api/v1/admin/sessions", { key: null, headers });
    const ended = await routes.call(`/api/v1/admin/sessions/${id}`, {
      method: "DELETE",
      key: null,
      headers,
    });

    expect(await seen.json()).toMatchObject({ sessions: [{ user: "me@example.com" }] });
    expect(ended.status).toBe(404);
  });

  test("signing in anew gives another token and ends the browser's old session", async () => {
    const email = "ida@example.com";
    const old = await createTestSession(routes.db, { email, role: "viewer", password: PASSWORD });
    const response = await routes.call("/api/auth/sign-in", {
      method: "POST",
      key: null,
      headers: { cookie: old, origin: "http://127.0.0.1:3000" },
      body: { email, password: PASSWORD },
    });
    const ask = async (cookie: string) =>
      (await routes.call("/api/v1/admin/sessions", { key: null, headers: { cookie } })).status;

    expect(response.status).toBe(200);
    expect(cookieOf(response)).not.toBe(old);
    expect([await ask(old), await ask(cookieOf(response))]).toEqual([401, 200]);
  });

  test("a change of password ends the other sessions, and the cookie lives seven days", async () => {
    const account = { email: "lea@example.com", role: "viewer", password: PASSWORD } as const;
    const other = await createTestSession(routes.db, account);
    const signedIn = await signIn(account.email, PASSWORD, "198.51.100.31");
    const cookie = cookieOf(signedIn);
    const changed = await routes.call("/api/auth/password", {
      method: "POST",
      key: null,
      headers: { cookie, origin: "http://127.0.0.1:3000" },
      body: { current_password: PASSWORD, new_password: "another long sentence" },
    });
    const ask = async (it: string) =>
      (await routes.call("/api/v1/admin/sessions", { key: null, headers: { cookie: it } })).status;

    expect(changed.status).toBe(200);
    expect([await ask(other), await ask(cookie)]).toEqual([401, 200]);
    expect(signedIn.headers.getSetCookie()[0]).toMatch(/Max-Age=604800/i);
    expect(await signIn(account.email, PASSWORD, "198.51.100.32")).toMatchObject({ status: 401 });
  });

  describe("that nobody uses", () => {
    const ask = async (cookie: string) =>
      (await routes.call("/api/v1/admin/sessions", { key: null, headers: { cookie } })).status;
    const lastUsed = async (email: string) => {
      const [row] = await routes.sql`
        select extract(epoch from now() - s.updated_at)::int as seconds
        from auth_sessions s join auth_users u on u.id = s.user_id where u.email = ${email}`;
      return row?.seconds as number | undefined;
    };
    async function leaveAlone(email: string, ago: string): Promise<string> {
      const cookie = await createTestSession(routes.db, { email, role: "viewer" });
      await routes.sql`
        update auth_sessions set updated_at = now() - ${ago}::interval
        where user_id = (select id from auth_users where email = ${email})`;
      return cookie;
    }

    test("end after a day, and are gone", async () => {
      const cookie = await leaveAlone("away@example.com", "24 hours 1 second");
      const list = await routes.call("/api/v1/admin/sessions");

      expect(await list.text()).not.toContain("away@example.com");
      expect(await ask(cookie)).toBe(401);
      expect(await lastUsed("away@example.com")).toBeUndefined();
    });

    test("go on when asked for within the day, which is noted", async () => {
      const cookie = await leaveAlone("back@example.com", "23 hours 59 minutes");

      expect(await ask(cookie)).toBe(200);
      await expect.poll(() => lastUsed("back@example.com")).toBeLessThan(60);
    });

    test("end after seven days however often they were used", async () => {
      const cookie = await createTestSession(routes.db, {
        email: "old@example.com",
        role: "viewer",
      });
      await routes.sql`
        update auth_sessions set expires_at = expires_at - interval '7 days'
        where user_id = (select id from auth_users where email = 'old@example.com')`;

      expect(await ask(cookie)).toBe(401);
    });
  });

  test("signing out ends the session on the server, not only in the browser", async () => {
    const cookie = await createTestSession(routes.db, { email: "ann@example.com", role: "viewer" });
    const headers = { cookie, origin: "http://127.0.0.1:3000" };

    await routes.call("/api/auth/sign-out", { method: "POST", key: null, headers });

    const after = await routes.call("/api/v1/admin/sessions", { key: null, headers: { cookie } });
    expect(after.status).toBe(401);
  });

  test("a change sent with the cookie from a foreign page is refused", async () => {
    const cookie = await createTestSession(routes.db, { email: "joe@example.com", role: "admin" });
    const change = (headers: Record<string, string>) =>
      routes.call("/api/v1/admin/api-keys", {
        method: "POST",
        key: null,
        headers: { cookie, ...headers },
        body: { name: "n", role: "viewer" },
      });

    expect((await change({ origin: "https://evil.example" })).status).toBe(403);
    expect((await change({})).status).toBe(403);
    expect((await change({ origin: "http://127.0.0.1:3000" })).status).toBe(201);
  });
});

describe("users", () => {
  test("the last admin can neither be demoted nor removed", async () => {
    await routes.sql`update auth_users set role = 'viewer' where email <> 'eve@example.com'`;
    const list = await routes.call("/api/v1/admin/users");
    const { users } = (await list.json()) as { users: { id: string; email: string }[] };
    const id = users.find(({ email }) => email === "eve@example.com")?.id;

    const demoted = await routes.call(`/api/v1/admin/users/${id}`, {
      method: "PUT",
      body: { role: "viewer" },
    });
    const removed = await routes.call(`/api/v1/admin/users/${id}`, { method: "DELETE" });

    expect([demoted.status, removed.status]).toEqual([409, 409]);
  });

  test("a closed account loses its sessions and cannot sign in", async () => {
    const added = await routes.call("/api/v1/admin/users", {
      method: "POST",
      body: { email: "Gone@Example.com", name: "Gone", role: "viewer", password: PASSWORD },
    });
    const { user } = (await added.json()) as { user: { id: string } };
    const before = await signIn("gone@example.com", PASSWORD, "198.51.100.20");

    await routes.call(`/api/v1/admin/users/${user.id}`, {
      method: "PUT",
      body: { active: false },
    });

    expect([added.status, before.status]).toEqual([201, 200]);
    const session = await routes.call("/api/v1/admin/sessions", {
      key: null,
      headers: { cookie: cookieOf(before) },
    });
    expect(session.status).toBe(401);
    expect((await signIn("gone@example.com", PASSWORD, "198.51.100.21")).status).toBe(401);
  });
});
