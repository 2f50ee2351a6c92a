/** Signing in and out: the library proves who it is, we count attempts, tell nobody which accounts exist, and write it down. */
import type { Db } from "@/lib/db/connect";
import { deleteSessions, selectSessionsByToken } from "@/lib/db/queries/accounts";
import { insertAudit } from "@/lib/db/queries/audit";
import { ROLES, type Role } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import { type Actor, mayActAs } from "./actor-type";
import { createAuth } from "./auth";
import { forgetIdentities } from "./identity-cache";

export type SignedIn = {
  viewer: { id: string; name: string; role: Role; kind: "user" };
  /** `Set-Cookie` of the new session. */
  cookies: readonly string[];
};

/** One sentence for every reason, so that nobody learns which accounts exist. */
const REFUSED = "Address or password is wrong, or the account is closed.";
const LINK_REFUSED = "This link has been used, has expired, or never existed. Ask for a new one.";

type SignInDeps = { db: Db; actor: Actor; headers: Headers };

/** @throws AppError `unauthorized` */
export async function signInWithPassword(
  { db, actor, headers }: SignInDeps,
  input: { email: string; password: string },
): Promise<SignedIn> {
  const response = await createAuth({ db }).api.signInEmail({
    body: input,
    headers: sessionHeaders(actor),
    asResponse: true,
  });
  if (!response.ok) {
    await noteSignIn(db, actor, { action: "sign_in_refused", email: input.email, by: "password" });
    throw new AppError("unauthorized", REFUSED);
  }
  return accept({ db, actor, headers }, response, "password");
}

/** @throws AppError `unauthorized` when the token is unknown, used or expired */
export async function signInWithToken(
  { db, actor, headers }: SignInDeps,
  token: string,
): Promise<SignedIn> {
  const response = await createAuth({ db }).api.magicLinkVerify({
    query: { token },
    headers: sessionHeaders(actor),
    asResponse: true,
  });
  const failed = response.headers.get("location")?.includes("error=") === true;
  if (failed || response.headers.getSetCookie().length === 0) {
    await noteSignIn(db, actor, { action: "sign_in_refused", email: "link", by: "link" });
    throw new AppError("unauthorized", LINK_REFUSED);
  }
  return accept({ db, actor, headers }, response, "link");
}

/** Ends the session of the cookie, if there is one. */
export async function signOut({ db, actor, headers }: SignInDeps): Promise<readonly string[]> {
  const response = await createAuth({ db }).api.signOut({ headers, asResponse: true });
  forgetIdentities();
  if (actor.kind === "user")
    await noteSignIn(db, actor, { action: "sign_out", email: actor.name, by: "cookie" });
  return response.headers.getSetCookie();
}

async function accept(
  { db, actor, headers }: SignInDeps,
  response: Response,
  by: string,
): Promise<SignedIn> {
  const cookies = response.headers.getSetCookie();
  const cookie = cookies.map((line) => line.split(";")[0]).join("; ");
  const found = await createAuth({ db }).api.getSession({ headers: new Headers({ cookie }) });
  if (found === null) throw new AppError("unauthorized", REFUSED);
  const role = ROLES.find((name) => name === found.user.role) ?? "viewer";
  await endReplacedSession(db, headers);
  await noteSignIn(db, actor, { action: "sign_in", email: found.user.email, by });
  const { id, name } = found.user;
  return { viewer: { id, name, role, kind: "user" }, cookies };
}

/** A browser that signs in anew has no use for its old session. */
async function endReplacedSession(db: Db, headers: Headers): Promise<void> {
  const old = await createAuth({ db }).api.getSession({ headers });
  if (old === null) return;
  await deleteSessions(db, await selectSessionsByToken(db, old.session.token));
}

/** What the session row remembers; the cookie of an old session must not decide about the new one. */
function sessionHeaders(actor: Actor): Headers {
  const headers = new Headers();
  if (actor.userAgent !== null) headers.set("user-agent", actor.userAgent.slice(0, 400));
  if (actor.ip !== null) headers.set("x-forwarded-for", actor.ip);
  return headers;
}

async function noteSignIn(
  db: Db,
  actor: Actor,
  { action, email, by }: { action: string; email: string; by: string },
): Promise<void> {
  await insertAudit(db, {
    actor: action === "sign_in_refused" ? "nobody" : email,
    actorKind: mayActAs(actor.role, "viewer") ? actor.kind : "user",
    action,
    target: email.slice(0, 254),
    after: { by },
    ip: actor.ip,
    userAgent: actor.userAgent?.slice(0, 400) ?? null,
    requestId: actor.requestId,
  });
}
