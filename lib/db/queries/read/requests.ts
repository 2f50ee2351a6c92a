/** Vendor calls as lineage keeps them. */
import { and, asc, desc, eq, gt } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { providerRequests as requests } from "@/lib/db/schema";

export type ListedRequest = Awaited<ReturnType<typeof selectRequestsOfExecution>>[number];

/** Calls of one execution, oldest first, after a given id. */
export function selectRequestsOfExecution(
  db: Db,
  filter: { executionId: string; symbol?: string | undefined },
  page: { limit: number; afterId?: number | null },
) {
  return db
    .select()
    .from(requests)
    .where(
      and(
        eq(requests.executionId, filter.executionId),
        filter.symbol === undefined ? undefined : eq(requests.symbol, filter.symbol),
        gt(requests.id, page.afterId ?? 0),
      ),
    )
    .orderBy(asc(requests.id))
    .limit(page.limit);
}

/** The newest calls about one symbol. */
export function selectRequestsOfSymbol(db: Db, symbol: string, limit: number) {
  return db
    .select()
    .from(requests)
    .where(eq(requests.symbol, symbol))
    .orderBy(desc(requests.startedAt), desc(requests.id))
    .limit(limit);
}
