/** The audit log: written in the transaction of the change it tells about. */
import { and, desc, eq, gte, ilike, lt, type SQL } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { auditLog } from "@/lib/db/schema";

export type AuditEntry = typeof auditLog.$inferInsert;

export async function insertAudit(db: Db, entry: AuditEntry): Promise<void> {
  await db.insert(auditLog).values(entry);
}

export type AuditFilter = {
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** Only entries with a smaller id. */
  before?: number | undefined;
  limit: number;
};

/** Newest first. `actor` and `target` match anywhere, `action` as a whole. */
export async function selectAudit(db: Db, filter: AuditFilter) {
  const conditions: (SQL | undefined)[] = [
    filter.actor === undefined ? undefined : ilike(auditLog.actor, contains(filter.actor)),
    filter.action === undefined ? undefined : eq(auditLog.action, filter.action),
    filter.target === undefined ? undefined : ilike(auditLog.target, contains(filter.target)),
    filter.from === undefined ? undefined : gte(auditLog.at, filter.from),
    filter.to === undefined ? undefined : lt(auditLog.at, filter.to),
    filter.before === undefined ? undefined : lt(auditLog.id, filter.before),
  ];
  return db
    .select()
    .from(auditLog)
    .where(and(...conditions))
    .orderBy(desc(auditLog.id))
    .limit(filter.limit);
}

function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
