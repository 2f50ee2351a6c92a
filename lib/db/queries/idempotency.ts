/** Requests that may be repeated safely: the first answer is kept for a day. */
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { idempotencyKeys } from "@/lib/db/schema";

export type IdempotencyClaim =
  | { kind: "claimed" }
  | { kind: "kept"; requestHash: string; status: number | null; body: unknown };

const KEPT = sql`now() - interval '24 hours'`;
/** A request that has not answered by then died with its process. */
const GIVEN_UP = sql`now() - interval '10 minutes'`;

/** Claims the key for this request, or tells what is already known about it (status null = still being answered). */
export async function claimIdempotencyKey(
  db: Db,
  claim: { actor: string; key: string; requestHash: string },
): Promise<IdempotencyClaim> {
  const { actor, key, requestHash } = claim;
  const mine = and(eq(idempotencyKeys.actor, actor), eq(idempotencyKeys.key, key));
  const expired = or(
    lt(idempotencyKeys.createdAt, KEPT),
    and(isNull(idempotencyKeys.responseStatus), lt(idempotencyKeys.createdAt, GIVEN_UP)),
  );
  const claimed = await db
    .insert(idempotencyKeys)
    .values({ actor, key, requestHash })
    .onConflictDoUpdate({
      target: [idempotencyKeys.actor, idempotencyKeys.key],
      set: { requestHash, responseStatus: null, responseBody: null, createdAt: sql`now()` },
      ...(expired === undefined ? {} : { setWhere: expired }),
    })
    .returning({ key: idempotencyKeys.key });
  if (claimed.length > 0) return { kind: "claimed" };
  const [kept] = await db.select().from(idempotencyKeys).where(mine);
  // Gone between the two statements: its request failed just now, and the caller may try again.
  if (kept === undefined) return { kind: "kept", requestHash, status: null, body: null };
  return {
    kind: "kept",
    requestHash: kept.requestHash,
    status: kept.responseStatus,
    body: kept.responseBody,
  };
}

export async function updateIdempotencyAnswer(
  db: Db,
  claim: { actor: string; key: string },
  answer: { status: number; body: unknown },
): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ responseStatus: answer.status, responseBody: answer.body })
    .where(and(eq(idempotencyKeys.actor, claim.actor), eq(idempotencyKeys.key, claim.key)));
}

/** A refused request may be repeated with the same key. */
export async function deleteIdempotencyKey(
  db: Db,
  claim: { actor: string; key: string },
): Promise<void> {
  await db
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.actor, claim.actor), eq(idempotencyKeys.key, claim.key)));
}
