/** Users and their sessions, as the auth library stores them. */
import { and, asc, count, desc, eq, gt, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { authSessions, authUsers } from "@/lib/db/schema-auth";

export type UserRow = typeof authUsers.$inferSelect;

/** Neither past its end nor left alone for `idleMs`. */
function isOpen(idleMs: number) {
  return and(
    gt(authSessions.expiresAt, sql`now()`),
    gt(authSessions.updatedAt, sql`now() - ${idleMs} * interval '1 millisecond'`),
  );
}

/** In order of their addresses, with the instant of the last sign-in among sessions still kept. */
export async function selectUsers(db: Db, idleMs: number) {
  return db
    .select({
      id: authUsers.id,
      name: authUsers.name,
      email: authUsers.email,
      role: authUsers.role,
      banned: authUsers.banned,
      createdAt: authUsers.createdAt,
      lastSignInAt: sql<Date | null>`max(${authSessions.createdAt})`.mapWith(
        authSessions.createdAt,
      ),
      sessions: count(authSessions.id),
    })
    .from(authUsers)
    .leftJoin(authSessions, and(eq(authSessions.userId, authUsers.id), isOpen(idleMs)))
    .groupBy(authUsers.id)
    .orderBy(asc(authUsers.email));
}

export async function selectUser(db: Db, id: string): Promise<UserRow | null> {
  const [row] = await db.select().from(authUsers).where(eq(authUsers.id, id));
  return row ?? null;
}

export async function selectUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  const [row] = await db.select().from(authUsers).where(eq(authUsers.email, email.toLowerCase()));
  return row ?? null;
}

/** The oldest account that can administer; null when there is none. */
export async function selectFirstAdmin(db: Db): Promise<UserRow | null> {
  const [row] = await db
    .select()
    .from(authUsers)
    .where(and(eq(authUsers.role, "admin"), eq(authUsers.banned, false)))
    .orderBy(asc(authUsers.createdAt))
    .limit(1);
  return row ?? null;
}

/** Locks every admin's row, so that two changes at once cannot both take away "the other" admin. */
export async function countActiveAdmins(db: Db): Promise<number> {
  const rows = await db
    .select({ id: authUsers.id })
    .from(authUsers)
    .where(and(eq(authUsers.role, "admin"), eq(authUsers.banned, false)))
    .for("update");
  return rows.length;
}

export async function updateUser(
  db: Db,
  id: string,
  change: Partial<Pick<UserRow, "name" | "role" | "banned">>,
): Promise<UserRow | null> {
  const [row] = await db
    .update(authUsers)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(authUsers.id, id))
    .returning();
  return row ?? null;
}

/** The user's sessions and account go with it. */
export async function deleteUser(db: Db, id: string): Promise<void> {
  await db.delete(authUsers).where(eq(authUsers.id, id));
}

/** Sessions that have not ended, newest first; everybody's, or one user's. */
export async function selectSessions(db: Db, userId: string | null, idleMs: number) {
  return db
    .select({
      id: authSessions.id,
      userId: authSessions.userId,
      email: authUsers.email,
      createdAt: authSessions.createdAt,
      expiresAt: authSessions.expiresAt,
      lastUsedAt: authSessions.updatedAt,
      ipAddress: authSessions.ipAddress,
      userAgent: authSessions.userAgent,
    })
    .from(authSessions)
    .innerJoin(authUsers, eq(authUsers.id, authSessions.userId))
    .where(and(isOpen(idleMs), userId === null ? undefined : eq(authSessions.userId, userId)))
    .orderBy(desc(authSessions.createdAt));
}

/** The ids of the sessions with this token: one or none. */
export async function selectSessionsByToken(db: Db, token: string): Promise<string[]> {
  const rows = await db
    .select({ id: authSessions.id })
    .from(authSessions)
    .where(eq(authSessions.token, token));
  return rows.map((row) => row.id);
}

/** Tells nobody: only who ends or prolongs a session has to be heard. */
export async function updateSessionUsed(db: Db, id: string, at: Date): Promise<void> {
  await db.update(authSessions).set({ updatedAt: at }).where(eq(authSessions.id, id));
}

/** Returns how many ended. */
export async function deleteSessions(db: Db, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const gone = await db
    .delete(authSessions)
    .where(inArray(authSessions.id, [...ids]))
    .returning({ id: authSessions.id });
  return gone.length;
}

/** All of them, or all but one; returns how many ended. */
export async function deleteSessionsOfUser(
  db: Db,
  userId: string,
  exceptId?: string,
): Promise<number> {
  const gone = await db
    .delete(authSessions)
    .where(
      and(
        eq(authSessions.userId, userId),
        exceptId === undefined ? undefined : ne(authSessions.id, exceptId),
      ),
    )
    .returning({ id: authSessions.id });
  return gone.length;
}
