/** Keys and sessions of every role for tests, made the way the product makes them. */
import { mintApiKey } from "@/lib/auth/api-key";
import type { Db } from "@/lib/db/connect";
import { insertApiKey, updateApiKeyRevoked } from "@/lib/db/queries/api-keys";
import type { Role } from "@/lib/domain/vocabulary";

type KeyOptions = { expiresAt?: Date; isRevoked?: boolean; requestsPerMinute?: number };

/** Stores a key of this role and returns its secret. */
export async function createTestKey(
  db: Db,
  role: Role,
  { expiresAt, isRevoked = false, requestsPerMinute = 100_000 }: KeyOptions = {},
): Promise<string> {
  const { secret, prefix, hash } = mintApiKey(role);
  const key = await insertApiKey(db, {
    name: `test ${role}`,
    prefix,
    hash,
    role,
    requestsPerMinute,
    createdBy: "test",
    expiresAt: expiresAt ?? null,
  });
  if (isRevoked) await updateApiKeyRevoked(db, { id: key.id, revokedBy: "test", at: new Date() });
  return secret;
}

/** Creates a user with a password and signs in; returns the `Cookie` header of the session. */
export async function createTestSession(
  db: Db,
  user: { email: string; role: Role; password?: string },
): Promise<string> {
  const { createAuth } = await import("@/lib/auth/auth");
  const { createSignInLink } = await import("@/lib/auth/sign-in-link");
  const auth = createAuth({ db });
  await auth.api.createUser({
    body: {
      email: user.email,
      name: user.email.split("@")[0] ?? "test",
      role: user.role,
      data: { emailVerified: true },
      ...(user.password === undefined ? {} : { password: user.password }),
    },
  });
  const link = await createSignInLink(db, user.email);
  const token = new URL(link).hash.replace("#token=", "");
  const response = await auth.api.magicLinkVerify({
    query: { token },
    headers: new Headers(),
    asResponse: true,
  });
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
