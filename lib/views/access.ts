/** Users, sessions, keys and the audit log as the API tells of them. */
import { z } from "zod";
import type { ResponseBody } from "@/lib/contract/response-body";
import type { Db } from "@/lib/db/connect";
import { selectUsers } from "@/lib/db/queries/accounts";
import { type ApiKeyRow, selectApiKeys } from "@/lib/db/queries/api-keys";
import { selectAudit } from "@/lib/db/queries/audit";
import { IDLE_MS } from "@/lib/domain/session-limits";
import { ROLES, type Role } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import { decodeCursor } from "./cursor";
import { cutPage } from "./page";
import { toInstant, toInstantOrNull } from "./wire";

type Deps = { db: Db; now: Date };

export async function viewUsers({ db, now }: Deps): Promise<ResponseBody<"users">> {
  const rows = await selectUsers(db, IDLE_MS);
  return { timestamp: toInstant(now), users: rows.map(userRow) };
}

/** @throws AppError `not_found` */
export async function viewUser({ db }: Deps, id: string): Promise<UserBody> {
  const row = (await selectUsers(db, IDLE_MS)).find((candidate) => candidate.id === id);
  if (row === undefined) throw new AppError("not_found", `There is no user ${id}.`);
  return userRow(row);
}

type UserBody = ResponseBody<"users">["users"][number];

function userRow(row: Awaited<ReturnType<typeof selectUsers>>[number]): UserBody {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: roleOf(row.role),
    active: !row.banned,
    created_at: toInstant(row.createdAt),
    last_sign_in_at: toInstantOrNull(row.lastSignInAt),
    sessions: row.sessions,
  };
}

export async function viewApiKeys({ db, now }: Deps): Promise<ResponseBody<"apiKeys">> {
  const rows = await selectApiKeys(db);
  return { timestamp: toInstant(now), keys: rows.map((row) => keyRow(row, now)) };
}

export function keyRow(row: ApiKeyRow, now: Date): ResponseBody<"apiKeys">["keys"][number] {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: roleOf(row.role),
    requests_per_minute: row.requestsPerMinute,
    created_at: toInstant(row.createdAt),
    created_by: row.createdBy,
    expires_at: toInstantOrNull(row.expiresAt),
    last_used_at: toInstantOrNull(row.lastUsedAt),
    last_used_ip: row.lastUsedIp,
    revoked_at: toInstantOrNull(row.revokedAt),
    revoked_by: row.revokedBy,
    state: keyState(row, now),
  };
}

function keyState(row: ApiKeyRow, now: Date): "active" | "expired" | "revoked" {
  if (row.revokedAt !== null) return "revoked";
  return row.expiresAt !== null && row.expiresAt <= now ? "expired" : "active";
}

type AuditQuery = {
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

export async function viewAuditLog(
  { db, now }: Deps,
  query: AuditQuery,
): Promise<ResponseBody<"auditLog">> {
  const before = decodeCursor("audit", z.tuple([z.number().int().positive()]), query.cursor)?.[0];
  const found = await selectAudit(db, {
    actor: query.actor,
    action: query.action,
    target: query.target,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
    before,
    limit: query.limit + 1,
  });
  const page = cutPage(found, query.limit, { kind: "audit", keysOf: ({ id }) => [id] });
  return {
    timestamp: toInstant(now),
    entries: page.rows.map((row) => ({
      id: row.id,
      at: toInstant(row.at),
      actor: row.actor,
      actor_kind: row.actorKind,
      action: row.action,
      target: row.target,
      before: row.before,
      after: row.after,
      reason: row.reason,
      ip: row.ip,
      user_agent: row.userAgent,
      request_id: row.requestId,
    })),
    next_cursor: page.nextCursor,
  };
}

function roleOf(text: string): Role {
  return ROLES.find((role) => role === text) ?? "viewer";
}
