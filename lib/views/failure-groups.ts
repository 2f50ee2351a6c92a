/** Failures grouped by cause; a cause that is left alone says until when and why. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { type IgnoredGroup, selectIgnoredGroups } from "@/lib/db/queries/error-group-ignores";
import { selectFailureGroups } from "@/lib/db/queries/read/failures";
import { isStillIgnored, recurrencesOf } from "@/lib/domain/ignored-group";
import type { ViewDeps } from "./deps";
import { toFailureFilters } from "./failures";

type Endpoint = typeof ENDPOINTS.failureGroups;
type Response = z.output<Endpoint["response"]>;

const DAYS = 14;

export async function viewFailureGroups(
  { db, now }: Pick<ViewDeps, "db" | "now">,
  query: z.output<Endpoint["query"]>,
): Promise<Response> {
  const [groups, ignored] = await Promise.all([
    selectFailureGroups(db, toFailureFilters(query), { now, days: DAYS }),
    selectIgnoredGroups(db),
  ]);
  const ignoredNow = new Map(
    ignored.filter((one) => isStillIgnored(one, one, now)).map((one) => [one.fingerprint, one]),
  );
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
      ignored: toIgnored(ignoredNow.get(group.fingerprint)),
    })),
  };
}

function toIgnored(one: IgnoredGroup | undefined): Response["groups"][number]["ignored"] {
  if (!one) return null;
  return {
    until: one.untilMs === null ? null : new Date(one.untilMs).toISOString(),
    more_than: one.moreThan,
    per: one.per,
    seen: one.moreThan === null ? null : recurrencesOf(one, one),
    reason: one.reason,
    by: one.ignoredBy,
    at: new Date(one.ignoredAtMs).toISOString(),
  };
}
