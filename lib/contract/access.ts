/** Who may come in: signing in and out, users, sessions, API keys, and the log of who did what. */
import { z } from "zod";
import { ROLES } from "@/lib/domain/vocabulary";
import { cursor, instant, limit, nextCursor, okResponse, reason } from "./common";
import { defineEndpoint } from "./endpoint";

const role = z.enum(ROLES);
const email = z.email().max(254).meta({ example: "maria@example.com" });
const password = z.string().min(1).max(128).meta({ example: "correct horse battery staple" });
const newPassword = z
  .string()
  .min(12)
  .max(128)
  .describe("12 to 128 characters, not built from the name or a common password.")
  .meta({ example: "correct horse battery staple" });
const personName = z.string().trim().min(1).max(100).meta({ example: "Maria" });

const viewer = z.object({
  id: z.string(),
  name: z.string(),
  role,
  /** A key has no password and no session to end. */
  kind: z.enum(["user", "api_key"]),
});
const signedIn = z.object({ timestamp: instant, viewer });

export const session = defineEndpoint("session", {
  summary: "Who is calling; `viewer` is null for nobody.",
  role: "public",
  reuseSeconds: 0,
  response: z.object({
    timestamp: instant,
    viewer: viewer.nullable(),
    sign_in_name: z.string().nullable().describe("The address of the signed-in user."),
  }),
});

export const signIn = defineEndpoint("signIn", {
  summary: "Signs in with address and password; sets the session cookie.",
  role: "public",
  refusals: [403],
  body: z.object({ email, password }),
  response: signedIn,
});

export const signInWithLink = defineEndpoint("signInWithLink", {
  summary: "Signs in with the token of a one-time link; sets the session cookie.",
  role: "public",
  refusals: [403],
  body: z.object({
    token: z.string().min(16).max(128).meta({ example: "kJxPqRsTuVwXyZaBcDeFgHiJ" }),
  }),
  response: signedIn,
});

export const signOut = defineEndpoint("signOut", {
  summary: "Ends the session of the cookie.",
  role: "public",
  response: okResponse,
});

export const changePassword = defineEndpoint("changePassword", {
  summary: "Sets one's own password and ends one's other sessions.",
  role: "viewer",
  refusals: [409],
  body: z.object({
    current_password: password.optional().describe("Needed when there is one."),
    new_password: newPassword,
  }),
  response: okResponse,
});

const userRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  active: z.boolean(),
  created_at: instant,
  last_sign_in_at: instant.nullable(),
  sessions: z.number().int(),
});
const userId = z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "an id of a user") });

export const users = defineEndpoint("users", {
  summary: "Everybody who may sign in.",
  role: "admin",
  rows: ({ users }) => users,
  response: z.object({ timestamp: instant, users: z.array(userRow) }),
});

export const addUser = defineEndpoint("addUser", {
  summary: "Adds a user. Without a password, a one-time sign-in link is answered, this once.",
  role: "admin",
  status: 201,
  refusals: [409],
  body: z.object({ email, name: personName, role, password: newPassword.optional(), reason }),
  response: z.object({
    timestamp: instant,
    user: userRow,
    sign_in_link: z.string().nullable().describe("Works once, within the hour."),
  }),
});

export const updateUser = defineEndpoint("updateUser", {
  summary:
    "Changes name, role or access; what is left out stays. Losing access ends every session.",
  role: "admin",
  params: userId,
  refusals: [404, 409],
  body: z.object({
    name: personName.optional(),
    role: role.optional(),
    active: z.boolean().optional(),
    reason,
  }),
  response: z.object({ timestamp: instant, user: userRow }),
});

export const deleteUser = defineEndpoint("deleteUser", {
  summary: "Removes a user for good; what they did stays in the audit log.",
  role: "admin",
  params: userId,
  refusals: [404, 409],
  response: okResponse,
});

export const createUserLink = defineEndpoint("createUserLink", {
  summary: "A one-time sign-in link for a user, answered this once.",
  role: "admin",
  params: userId,
  refusals: [404],
  response: z.object({ timestamp: instant, sign_in_link: z.string() }),
});

export const sessions = defineEndpoint("sessions", {
  summary: "Sessions that have not ended: everybody's for an admin, else one's own.",
  rows: ({ sessions }) => sessions,
  response: z.object({
    timestamp: instant,
    sessions: z.array(
      z.object({
        id: z.string(),
        user: z.string(),
        created_at: instant,
        last_used_at: instant.describe("To five minutes; a day without use ends a session."),
        expires_at: instant.describe("Seven days after sign-in, used or not."),
        ip: z.string().nullable(),
        user_agent: z.string().nullable(),
      }),
    ),
  }),
});

export const revokeSession = defineEndpoint("revokeSession", {
  summary: "Ends a session at once: anybody's for an admin, else one's own.",
  params: userId,
  refusals: [404],
  response: okResponse,
});

const keyRow = z.object({
  id: z.number().int(),
  name: z.string(),
  prefix: z.string().describe("`cw_r_`, `cw_o_` or `cw_a_` and the first characters."),
  role,
  requests_per_minute: z.number().int(),
  created_at: instant,
  created_by: z.string(),
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  last_used_ip: z.string().nullable(),
  revoked_at: instant.nullable(),
  revoked_by: z.string().nullable(),
  state: z.enum(["active", "expired", "revoked"]),
});

export const apiKeys = defineEndpoint("apiKeys", {
  summary: "API keys, newest first; never their secrets.",
  role: "admin",
  rows: ({ keys }) => keys,
  response: z.object({ timestamp: instant, keys: z.array(keyRow) }),
});

export const addApiKey = defineEndpoint("addApiKey", {
  summary: "Creates a key; its secret is answered this once.",
  role: "admin",
  status: 201,
  body: z.object({
    name: z.string().trim().min(1).max(100).meta({ example: "nightly report" }),
    role,
    expires_at: instant.optional().describe("Left out: it never expires."),
    requests_per_minute: z.number().int().min(1).max(100_000).default(600),
    reason,
  }),
  response: z.object({ timestamp: instant, key: keyRow, secret: z.string() }),
});

export const revokeApiKey = defineEndpoint("revokeApiKey", {
  summary: "Ends a key at once and for good.",
  role: "admin",
  params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  refusals: [404],
  response: okResponse,
});

export const auditLog = defineEndpoint("auditLog", {
  summary: "Who did what, when, from where and why; newest first.",
  role: "admin",
  query: z.object({
    actor: z.string().max(200).optional().describe("Part of it."),
    action: z.string().max(60).optional(),
    target: z.string().max(200).optional().describe("Part of it."),
    from: instant.optional(),
    to: instant.optional(),
    limit: limit(500, 50),
    cursor,
  }),
  rows: ({ entries }) => entries,
  response: z.object({
    timestamp: instant,
    entries: z.array(
      z.object({
        id: z.number().int(),
        at: instant,
        actor: z.string(),
        actor_kind: z.string(),
        action: z.string(),
        target: z.string(),
        before: z.unknown(),
        after: z.unknown(),
        reason: z.string().nullable(),
        ip: z.string().nullable(),
        user_agent: z.string().nullable(),
        request_id: z.string().nullable(),
      }),
    ),
    next_cursor: nextCursor,
  }),
});
