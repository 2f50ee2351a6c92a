/**
 * The auth library on our database: passwords, sessions, one-time links. Its own HTTP routes stay closed;
 * app/api/auth calls it, so that every door has a contract, a rate limit and a line in the audit log.
 */
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { createAccessControl } from "better-auth/plugins/access";
import { admin } from "better-auth/plugins/admin";
import { adminAc } from "better-auth/plugins/admin/access";
import { magicLink } from "better-auth/plugins/magic-link";
import { db } from "@/lib/db/client";
import type { Db } from "@/lib/db/connect";
import { authAccounts, authSessions, authUsers, authVerifications } from "@/lib/db/schema-auth";
import { SESSION_SECONDS } from "@/lib/domain/session-limits";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "./password-policy";
import { authSecret } from "./secret";

const LINK_SECONDS = 3600;
export const COOKIE_PREFIX = "candlewatch";

export type AuthDeps = {
  /** A transaction, where the change must stand or fall with others. */
  db: Db;
  /** Receives the token of a new one-time link; nothing else ever sees it. */
  onLink?: (token: string) => void;
};

const access = createAccessControl(adminAc.statements);
const nothing = access.newRole({});

export function createAuth({ db, onLink }: AuthDeps) {
  return betterAuth({
    appName: "Candlewatch",
    baseURL: env.publicUrl,
    basePath: "/api/auth",
    secret: authSecret(),
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: {
        user: authUsers,
        session: authSessions,
        account: authAccounts,
        verification: authVerifications,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    // Never prolonged: the end for want of use is kept by lib/domain/session-limits.
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    plugins: [
      admin({
        ac: access,
        roles: { viewer: nothing, operator: nothing, admin: adminAc },
        adminRoles: ["admin"],
        defaultRole: "viewer",
      }),
      magicLink({
        storeToken: "hashed",
        disableSignUp: true,
        expiresIn: LINK_SECONDS,
        sendMagicLink: ({ token }) => onLink?.(token),
      }),
    ],
    // Counted by lib/http/rate-limit, per account and per network.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: env.publicUrl.startsWith("https:"),
    },
    logger: { level: "error", log: (level, message) => log[level](message, { from: "auth" }) },
  });
}

export type Auth = ReturnType<typeof createAuth>;

let shared: Auth | undefined;

/** The library on the app's own pool. */
export function auth(): Auth {
  shared ??= createAuth({ db });
  return shared;
}
