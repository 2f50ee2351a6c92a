import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestKey, createTestSession } from "@/lib/auth/testing/test-credentials";
import { ENDPOINTS } from "@/lib/contract";
import { ROLES, type Role } from "@/lib/domain/vocabulary";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import { sampleRequest } from "@/lib/http/testing/sample-request";

type Caller = { name: string; role: Role | null; key?: string; cookie?: string };

let routes: OpenRoutes;
let callers: Caller[];
const ORIGIN = "http://127.0.0.1:3000";

beforeAll(async () => {
  routes = await openRoutes();
  const { db } = routes;
  const past = new Date("2026-01-01T00:00:00Z");
  callers = [
    { name: "nobody", role: null },
    { name: "a made-up key", role: null, key: `cw_a_${"x".repeat(43)}` },
    {
      name: "a revoked admin key",
      role: null,
      key: await createTestKey(db, "admin", { isRevoked: true }),
    },
    {
      name: "an expired admin key",
      role: null,
      key: await createTestKey(db, "admin", { expiresAt: past }),
    },
  ];
  for (const role of ROLES) {
    callers.push({ name: `a key of the role ${role}`, role, key: await createTestKey(db, role) });
    const cookie = await createTestSession(db, { email: `${role}@example.com`, role });
    callers.push({ name: `a session of the role ${role}`, role, cookie });
  }
});
afterAll(() => routes.close());

const mayCall = (role: Role | null, needed: Role | "public") =>
  needed === "public" || (role !== null && ROLES.indexOf(role) >= ROLES.indexOf(needed));

/** Those end or replace the very credential that calls. */
const ENDS_ITSELF = new Set(["signOut", "changePassword", "signIn", "signInWithLink"]);

describe.each(Object.values(ENDPOINTS).map((endpoint) => [endpoint.name, endpoint] as const))(
  "%s",
  (name, endpoint) => {
    test("answers whoever has the role and refuses everybody else", async () => {
      const { path, body } = sampleRequest(endpoint);
      for (const [place, caller] of callers.entries()) {
        if (ENDS_ITSELF.has(name) && caller.role !== null) continue;
        const response = await routes.call(path, {
          method: endpoint.method,
          key: caller.key ?? null,
          headers: {
            // Each calls from elsewhere: four strangers at one address would together exceed what one may ask.
            "x-candlewatch-client": `192.0.2.${place + 1}`,
            ...(caller.cookie === undefined ? {} : { cookie: caller.cookie, origin: ORIGIN }),
          },
          body,
        });
        await response.body?.cancel();
        const told = `${caller.name}: ${response.status}`;
        if (!mayCall(caller.role, endpoint.role)) {
          expect(response.status, told).toBe(caller.role === null ? 401 : 403);
        } else if (endpoint.role !== "public") {
          expect([401, 403], told).not.toContain(response.status);
        }
      }
    });
  },
);

test("who tries what they may not is in the log, with what, from where, and no key", async () => {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const viewer = callers.find(({ name }) => name === "a key of the role viewer");
  const from = { "x-candlewatch-client": "203.0.113.77" };
  await routes.call("/api/v1/admin/users", { key: viewer?.key ?? null, headers: from });
  await routes.call("/api/v1/admin/failures", { key: "cw_a_made-up", headers: from });
  await routes.call("/api/v1/admin/failures", { key: null, headers: from });
  const lines = write.mock.calls
    .map(([line]) => String(line))
    .filter((it) => it.includes("refused"));
  write.mockRestore();

  expect(lines.map((line) => JSON.parse(line))).toMatchObject(
    [
      {
        message: "Access refused",
        path: "/api/v1/admin/users",
        actor: /test viewer/,
        ip: "203.0.113.77",
      },
      {
        message: "Access refused",
        path: "/api/v1/admin/failures",
        actor: "nobody",
        ip: "203.0.113.77",
      },
    ].map((line) => ({ ...line, actor: expect.stringMatching(line.actor) })),
  );
  expect(lines.join()).not.toContain(viewer?.key);
  expect(lines.join()).not.toContain("cw_a_made-up");
});
