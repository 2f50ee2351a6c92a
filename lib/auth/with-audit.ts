/** A change and its line in the audit log, in one transaction: neither exists without the other. */

import type { Db } from "@/lib/db/connect";
import { insertAudit } from "@/lib/db/queries/audit";
import type { Actor } from "./actor-type";

/** What happened to what. Never holds a secret: `before` and `after` are what a reader may see. */
export type AuditedChange = {
  action: string;
  target: string;
  before?: unknown;
  after?: unknown;
  reason?: string | null | undefined;
};

/** Notes a change inside the transaction that makes it. */
export async function noteChange(tx: Db, actor: Actor, change: AuditedChange): Promise<void> {
  await insertAudit(tx, {
    actor: actor.name,
    actorKind: actor.kind,
    action: change.action,
    target: change.target,
    before: change.before ?? null,
    after: change.after ?? null,
    reason: change.reason ?? null,
    ip: actor.ip,
    userAgent: actor.userAgent?.slice(0, 400) ?? null,
    requestId: actor.requestId,
  });
}

/** Runs `work` in a transaction and notes the change it reports; an exception undoes both. */
export async function withAudit<T>(
  db: Db,
  actor: Actor,
  work: (tx: Db) => Promise<{ result: T; change: AuditedChange }>,
): Promise<T> {
  return db.transaction(async (tx) => {
    const { result, change } = await work(tx);
    await noteChange(tx, actor, change);
    return result;
  });
}
