/** Finds out who is calling: the automation key, a stored API key, or the session cookie. */

import { db } from "@/lib/db/client";
import { deleteSessions, updateSessionUsed } from "@/lib/db/queries/accounts";
import { selectApiKeyByHash, updateApiKeyUsed } from "@/lib/db/queries/api-keys";
import { gradeUse } from "@/lib/domain/session-limits";
import { ROLES, type Role } from "@/lib/domain/vocabulary";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { type Actor, mayActAs } from "./actor-type";
import { hashKey, isApiKey, isSameSecret } from "./api-key";
import { auth, COOKIE_PREFIX } from "./auth";
import { clientAddress, limitedAddress } from "./client-address";
import { type Identity, recallIdentity, rememberIdentity } from "./identity-cache";

/** Requests a minute: a person's open tabs, and strangers behind one network. */
const USER_REQUESTS_PER_MINUTE = 1_200;
const STRANGER_REQUESTS_PER_MINUTE = 300;
const SESSION_COOKIE = new RegExp(
  `(?:^|;\\s*)(?:__Secure-|__Host-)?${COOKIE_PREFIX}\\.session_token=([^;]+)`,
);

/** The caller, `anonymous` when the request proves nothing. A key that is sent decides alone; a cookie beside it is ignored. */
export async function identify(request: Request, requestId: string): Promise<Actor> {
  const ip = clientAddress(request);
  const base = { ip, userAgent: request.headers.get("user-agent"), requestId };
  const key = presentedKey(request);
  if (key !== null) {
    if (env.adminKey !== undefined && isSameSecret(key, env.adminKey)) {
      const system = { id: "key:automation", name: "automation key", role: "admin" } as const;
      return { ...base, ...system, kind: "api_key", viaCookie: false, requestsPerMinute: null };
    }
    const identity = await identifyKey(key, ip, new Date());
    return identity === null ? stranger(base) : { ...base, ...identity, viaCookie: false };
  }
  const cookie = SESSION_COOKIE.exec(request.headers.get("cookie") ?? "")?.[1];
  if (cookie === undefined) return stranger(base);
  const identity = await identifySession(request.headers, cookie, new Date());
  return identity === null ? stranger(base) : { ...base, ...identity, viaCookie: true };
}

/** @throws AppError `unauthorized` for nobody, `forbidden` for too small a role */
export function requireRole(actor: Actor, role: Role): void {
  if (mayActAs(actor.role, role)) return;
  if (actor.role === null) {
    throw new AppError(
      "unauthorized",
      "Sign in, or send a valid key as `Authorization: Bearer KEY` or `X-API-Key: KEY`.",
    );
  }
  throw new AppError("forbidden", `This needs the role ${role}; yours is ${actor.role}.`);
}

/** Whether the request tries to prove something by a key, be it right or wrong. */
export function hasKey(request: Request): boolean {
  return presentedKey(request) !== null;
}

function presentedKey(request: Request): string | null {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return bearer ?? request.headers.get("x-api-key");
}

function stranger(base: Pick<Actor, "ip" | "userAgent" | "requestId">): Actor {
  return {
    ...base,
    kind: "anonymous",
    id: `ip:${limitedAddress(base.ip)}`,
    name: "nobody",
    role: null,
    viaCookie: false,
    requestsPerMinute: STRANGER_REQUESTS_PER_MINUTE,
  };
}

async function identifyKey(key: string, ip: string | null, now: Date): Promise<Identity | null> {
  if (!isApiKey(key)) return null;
  const hash = hashKey(key);
  const recalled = recallIdentity(hash, now.getTime());
  if (recalled !== null) return recalled;
  const row = await selectApiKeyByHash(db, hash);
  const isDead = row?.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now);
  if (row === null || isDead || !isRole(row.role)) return null;
  const identity: Identity = {
    kind: "api_key",
    id: `key:${row.id}`,
    name: `key ${row.name} (${row.prefix}…)`,
    role: row.role,
    requestsPerMinute: row.requestsPerMinute,
    expiresAt: row.expiresAt,
  };
  rememberIdentity(hash, identity, now.getTime());
  void updateApiKeyUsed(db, { id: row.id, at: now, ip }).catch((error: unknown) =>
    log.warn("The last use of a key was not noted", { error }),
  );
  return identity;
}

async function identifySession(
  headers: Headers,
  cookie: string,
  now: Date,
): Promise<Identity | null> {
  const proof = hashKey(cookie);
  const recalled = recallIdentity(proof, now.getTime());
  if (recalled !== null) return recalled;
  const found = await auth().api.getSession({ headers });
  if (found === null || found.user.banned === true) return null;
  if (!(await noteUse(found.session, now))) return null;
  const role = found.user.role ?? "viewer";
  if (!isRole(role)) return null;
  const identity: Identity = {
    kind: "user",
    id: `user:${found.user.id}`,
    name: found.user.email,
    role,
    requestsPerMinute: USER_REQUESTS_PER_MINUTE,
    expiresAt: found.session.expiresAt,
  };
  rememberIdentity(proof, identity, now.getTime());
  return identity;
}

/** False when nothing was asked for too long: the session is over then, whatever its cookie says. */
async function noteUse(session: { id: string; updatedAt: Date }, now: Date): Promise<boolean> {
  const use = gradeUse(session.updatedAt, now);
  if (use === "idle") await deleteSessions(db, [session.id]);
  if (use === "note") {
    void updateSessionUsed(db, session.id, now).catch((error: unknown) =>
      log.warn("The last use of a session was not noted", { error }),
    );
  }
  return use !== "idle";
}

function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
