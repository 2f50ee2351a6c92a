/** Creating and revoking API keys, each in the transaction of its audit line. */
import type { Db } from "@/lib/db/connect";
import { type ApiKeyRow, insertApiKey, updateApiKeyRevoked } from "@/lib/db/queries/api-keys";
import type { Role } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import type { Actor } from "./actor-type";
import { mintApiKey } from "./api-key";
import { forgetIdentities } from "./identity-cache";
import { withAudit } from "./with-audit";

type Deps = { db: Db; actor: Actor; now: Date };

/** The secret is returned here and nowhere else. */
export async function addApiKey(
  { db, actor, now }: Deps,
  input: {
    name: string;
    role: Role;
    expiresAt: Date | null;
    requestsPerMinute: number;
    reason?: string | undefined;
  },
): Promise<{ key: ApiKeyRow; secret: string }> {
  const { name, role, expiresAt, requestsPerMinute, reason } = input;
  if (expiresAt !== null && expiresAt <= now) {
    const message = "allowed: an instant in the future";
    throw new AppError("invalid_input", `body.expires_at: ${message}`, {
      errors: [{ path: "body.expires_at", message }],
    });
  }
  const { secret, prefix, hash } = mintApiKey(role);
  const createdBy = actor.name;
  const row = { name, prefix, hash, role, requestsPerMinute, createdBy, expiresAt };
  return withAudit(db, actor, async (tx) => {
    const key = await insertApiKey(tx, row);
    const after = { name, prefix, role, expires_at: expiresAt?.toISOString() ?? null };
    return {
      result: { key, secret },
      change: { action: "api_key.add", target: `key ${key.id}`, after, reason },
    };
  });
}

/** @throws AppError `not_found` when there is no such key, or it was revoked before */
export async function revokeApiKey({ db, actor, now }: Deps, id: number): Promise<void> {
  await withAudit(db, actor, async (tx) => {
    const key = await updateApiKeyRevoked(tx, { id, revokedBy: actor.name, at: now });
    if (key === null) throw new AppError("not_found", `There is no working key ${id}.`);
    const before = { name: key.name, prefix: key.prefix, role: key.role };
    return {
      result: undefined,
      change: { action: "api_key.revoke", target: `key ${id}`, before },
    };
  });
  forgetIdentities();
}
