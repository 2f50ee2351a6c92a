/** The log of an execution. */
import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { executionLogLines as lines } from "@/lib/db/schema";

export type LogFilter = {
  executionId: string;
  level?: readonly string[] | undefined;
  /** Anywhere in the message, upper and lower case alike. */
  text?: string | undefined;
};

/** Lines after a given id, oldest first. */
export function selectLogLines(
  db: Db,
  filter: LogFilter,
  page: { limit: number; afterId?: number | null },
) {
  return db
    .select()
    .from(lines)
    .where(
      and(
        eq(lines.executionId, filter.executionId),
        filter.level && inArray(lines.level, [...filter.level]),
        filter.text === undefined
          ? undefined
          : sql`position(lower(${filter.text}) in lower(${lines.message})) > 0`,
        gt(lines.id, page.afterId ?? 0),
      ),
    )
    .orderBy(asc(lines.id))
    .limit(page.limit);
}
