/** Failures grouped by cause. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectFailureGroups } from "@/lib/db/queries/read/failures";
import type { ViewDeps } from "./deps";
import { toFailureFilters } from "./failures";

type Endpoint = typeof ENDPOINTS.failureGroups;

const DAYS = 14;

export async function viewFailureGroups(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  query: z.output<Endpoint["query"]>,
): Promise<z.output<Endpoint["response"]>> {
  const groups = await selectFailureGroups(db, toFailureFilters(query), { now, days: DAYS });
  return {
    timestamp: now.toISOString(),
    groups: groups.map((group) => ({
      fingerprint: group.fingerprint,
      example: group.example,
      error_code: group.errorCode,
      count: group.count,
      unresolved: group.unresolved,
      series: group.series,
      criticalities: group.criticalities,
      first_seen: new Date(group.firstMs).toISOString(),
      last_seen: new Date(group.lastMs).toISOString(),
      by_day: group.byDay,
    })),
  };
}
