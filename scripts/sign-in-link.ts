/** Prints a link that signs in once: `npm run sign-in-link [-- address]`; without an address, for the admin. */
import { createSignInLink, ensureAdmin } from "@/lib/auth/sign-in-link";
import { closeDatabase, db } from "@/lib/db/client";

try {
  const email = process.argv[2] ?? (await ensureAdmin(db));
  process.stdout.write(`${await createSignInLink(db, email)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
