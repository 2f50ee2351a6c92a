/** Changes to users, each in the transaction of its audit line. At least one admin always remains. */

import type { Db } from "@/lib/db/connect";
import {
  countActiveAdmins,
  deleteSessionsOfUser,
  deleteUser,
  selectUser,
  selectUserByEmail,
  type UserRow,
  updateUser,
} from "@/lib/db/queries/accounts";
import type { Role } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import type { Actor } from "./actor-type";
import { createAuth } from "./auth";
import { forgetIdentities } from "./identity-cache";
import { passwordFault } from "./password-policy";
import { createSignInLink } from "./sign-in-link";
import { withAudit } from "./with-audit";

type Deps = { db: Db; actor: Actor };

/**
 * Without a password the new user gets a one-time link instead.
 *
 * @throws AppError `conflict` when the address is taken, `invalid_input` for a weak password
 */
export async function addUser(
  { db, actor }: Deps,
  input: {
    email: string;
    name: string;
    role: Role;
    password?: string | undefined;
    reason?: string | undefined;
  },
): Promise<{ userId: string; link: string | null }> {
  const { name, role, password, reason } = input;
  const email = input.email.toLowerCase();
  if (password !== undefined) checkPassword(password, [email, name], "body.password");
  return withAudit(db, actor, async (tx) => {
    if ((await selectUserByEmail(tx, email)) !== null) {
      throw new AppError("conflict", `${email} may sign in already.`);
    }
    const { user } = await createAuth({ db: tx }).api.createUser({
      body: { email, name, role, data: { emailVerified: true }, ...(password ? { password } : {}) },
    });
    const link = password === undefined ? await createSignInLink(tx, email) : null;
    return {
      result: { userId: user.id, link },
      change: { action: "user.add", target: email, after: { name, role }, reason },
    };
  });
}

/** @throws AppError `not_found`, or `conflict` when nobody could administer afterwards */
export async function changeUser(
  { db, actor }: Deps,
  input: {
    id: string;
    name?: string | undefined;
    role?: Role | undefined;
    active?: boolean | undefined;
    reason?: string | undefined;
  },
): Promise<void> {
  const { id, name, role, active, reason } = input;
  await withAudit(db, actor, async (tx) => {
    const before = await requireUser(tx, id);
    const staysAdmin = (role ?? before.role) === "admin" && active !== false;
    if (!staysAdmin) await keepAnAdmin(tx, before);
    const after = await updateUser(tx, id, {
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role }),
      ...(active === undefined ? {} : { banned: !active }),
    });
    if (active === false) await deleteSessionsOfUser(tx, id);
    return {
      result: undefined,
      change: {
        action: "user.change",
        target: before.email,
        before: visible(before),
        after: after && visible(after),
        reason,
      },
    };
  });
  forgetIdentities();
}

/** @throws AppError `not_found`, or `conflict` when nobody could administer afterwards */
export async function removeUser({ db, actor }: Deps, id: string): Promise<void> {
  await withAudit(db, actor, async (tx) => {
    const before = await requireUser(tx, id);
    await keepAnAdmin(tx, before);
    await deleteUser(tx, id);
    return {
      result: undefined,
      change: { action: "user.delete", target: before.email, before: visible(before) },
    };
  });
  forgetIdentities();
}

/** @throws AppError `not_found` */
export async function issueLink({ db, actor }: Deps, id: string): Promise<string> {
  return withAudit(db, actor, async (tx) => {
    const user = await requireUser(tx, id);
    return {
      result: await createSignInLink(tx, user.email),
      change: { action: "user.sign_in_link", target: user.email },
    };
  });
}

/**
 * Sets the caller's own password and ends the caller's other sessions.
 *
 * @throws AppError `forbidden` for a wrong current password, `invalid_input` for a weak new one
 */
export async function changeOwnPassword(
  { db, actor, headers }: Deps & { headers: Headers },
  input: { current?: string | undefined; next: string },
): Promise<void> {
  if (actor.kind !== "user") throw new AppError("conflict", "A key has no password.");
  const found = await createAuth({ db }).api.getSession({ headers });
  if (found === null) throw new AppError("unauthorized", "Sign in first.");
  checkPassword(input.next, [found.user.email, found.user.name], "body.new_password");
  await withAudit(db, actor, async (tx) => {
    const context = await createAuth({ db: tx }).$context;
    const accounts = await context.internalAdapter.findAccounts(found.user.id);
    const stored = accounts.find(({ providerId }) => providerId === "credential")?.password;
    if (stored) {
      const isRight = await context.password.verify({
        hash: stored,
        password: input.current ?? "",
      });
      if (!isRight) throw new AppError("forbidden", "The current password is wrong.");
    }
    await storePassword(tx, found.user.id, input.next, Boolean(stored));
    await deleteSessionsOfUser(tx, found.user.id, found.session.id);
    return { result: undefined, change: { action: "password.change", target: found.user.email } };
  });
  forgetIdentities();
}

async function storePassword(db: Db, userId: string, password: string, hasAccount: boolean) {
  const context = await createAuth({ db }).$context;
  const hash = await context.password.hash(password);
  if (hasAccount) await context.internalAdapter.updatePassword(userId, hash);
  else {
    await context.internalAdapter.linkAccount({
      userId,
      providerId: "credential",
      accountId: userId,
      password: hash,
    });
  }
}

function checkPassword(password: string, about: readonly string[], path: string) {
  const fault = passwordFault(password, about);
  if (fault === null) return;
  const message = `allowed: ${fault}`;
  throw new AppError("invalid_input", `${path}: ${message}`, { errors: [{ path, message }] });
}

async function requireUser(db: Db, id: string): Promise<UserRow> {
  const user = await selectUser(db, id);
  if (user === null) throw new AppError("not_found", `There is no user ${id}.`);
  return user;
}

async function keepAnAdmin(tx: Db, leaving: UserRow): Promise<void> {
  const admins = await countActiveAdmins(tx);
  if (leaving.role === "admin" && !leaving.banned && admins <= 1) {
    throw new AppError("conflict", `${leaving.email} is the last admin; make another one first.`);
  }
}

function visible({ name, role, banned }: UserRow) {
  return { name, role, active: !banned };
}
