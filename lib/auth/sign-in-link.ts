/** The way in without a password: a link that works once. The token is stored hashed. */
import type { Db } from "@/lib/db/connect";
import { selectFirstAdmin, selectUserByEmail } from "@/lib/db/queries/accounts";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createAuth } from "./auth";

const FIRST_ADMIN_EMAIL = "admin@candlewatch.local";

/** Creates the admin account when nobody can administer yet; returns its address. */
export async function ensureAdmin(db: Db): Promise<string> {
  const existing = await selectFirstAdmin(db);
  if (existing !== null) return existing.email;
  const taken = await selectUserByEmail(db, FIRST_ADMIN_EMAIL);
  // Made by another command since: it is the one.
  if (taken !== null) {
    const made = await selectFirstAdmin(db);
    if (made !== null) return made.email;
  }
  const email = taken === null ? FIRST_ADMIN_EMAIL : `admin-${Date.now()}@candlewatch.local`;
  // Without a password: the first sign-in is by link, and the account page sets one.
  try {
    await createAuth({ db }).api.createUser({
      body: { email, name: "Admin", role: "admin", data: { emailVerified: true } },
    });
    return email;
  } catch (error) {
    // Two commands at the first start: the other one was quicker.
    const made = await selectFirstAdmin(db);
    if (made === null) throw error;
    return made.email;
  }
}

/**
 * A link that signs this account in once within the hour. The token stands behind `#`, so it never reaches a log.
 *
 * @throws AppError `not_found` when nobody has this address
 */
export async function createSignInLink(db: Db, email: string): Promise<string> {
  const user = await selectUserByEmail(db, email);
  if (user === null) throw new AppError("not_found", `Nobody here has the address ${email}.`);
  let token = "";
  const auth = createAuth({
    db,
    onLink: (created) => {
      token = created;
    },
  });
  await auth.api.signInMagicLink({ body: { email: user.email }, headers: new Headers() });
  return `${env.publicUrl}/sign-in#token=${token}`;
}
