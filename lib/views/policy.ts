/** The policy in force, its versions, and what an edit would change on the board and in the alerts. */
import { z } from "zod";
import { alertThresholdsOf } from "@/lib/config/alert-thresholds";
import { ConfigError } from "@/lib/config/config-error";
import { type Policy, parsePolicy, policyJson } from "@/lib/config/policy";
import type { ResponseBody } from "@/lib/contract/response-body";
import type { Db } from "@/lib/db/connect";
import {
  type PolicyVersion,
  selectPolicyVersion,
  selectPolicyVersions,
} from "@/lib/db/queries/policy-versions";
import { selectTierCounts } from "@/lib/db/queries/read/staleness";
import { AppError } from "@/lib/errors";
import { replayAlerts } from "./alert-rules";
import { diffConfig } from "./config-changes";
import { decodeCursor } from "./cursor";
import type { ViewDeps } from "./deps";
import { cutPage } from "./page";
import { toGradingContext } from "./series-query";
import { sumTiers } from "./series-sums";
import { toInstant } from "./wire";

type Deps = { db: Db; now: Date };
type Active = { version: PolicyVersion; policy: Policy } | null;

const KIND = "policy-versions";

/** @param active null: no version is stored yet; then `file` is what rules */
export function viewPolicy(
  now: Date,
  active: Active,
  file: () => { yaml: string; policy: Policy },
): ResponseBody<"policy"> {
  const { yaml, policy } = active ? { yaml: active.version.yaml, policy: active.policy } : file();
  return {
    timestamp: toInstant(now),
    version: active && toVersion(active.version),
    yaml,
    policy: policyJson(policy),
  };
}

export async function viewPolicyVersions(
  { db, now }: Deps,
  query: { limit: number; cursor?: string | undefined },
  activeId: number | null,
): Promise<ResponseBody<"policyVersions">> {
  const before = decodeCursor(KIND, z.tuple([z.number().int().positive()]), query.cursor)?.[0];
  const rows = await selectPolicyVersions(db, { limit: query.limit + 1, before });
  const page = cutPage(rows, query.limit, { kind: KIND, keysOf: ({ id }) => [id] });
  return {
    timestamp: toInstant(now),
    versions: page.rows.map((row) => ({ ...toVersion(row), active: row.id === activeId })),
    next_cursor: page.nextCursor,
  };
}

/** @throws AppError `not_found` */
export async function viewPolicyVersion(
  { db, now }: Deps,
  id: number,
): Promise<ResponseBody<"policyVersion">> {
  const version = await selectPolicyVersion(db, id);
  if (version === null) throw new AppError("not_found", `There is no version ${id}.`);
  const [before] = await selectPolicyVersions(db, { limit: 1, before: id });
  return {
    timestamp: toInstant(now),
    version: toVersion(version),
    yaml: version.yaml,
    changes: before ? diffConfig(valuesOf(before.yaml), valuesOf(version.yaml)) : [],
  };
}

type PreviewDeps = Pick<ViewDeps, "db" | "now" | "exchange" | "policy" | "provider">;

/**
 * Series are graded anew with the edited thresholds. Alerts are replayed with the edited thresholds on the states as
 * they were stored: a changed grace shows in the series, not in the replay.
 */
export async function viewPolicyPreview(
  deps: PreviewDeps,
  edited: Policy,
  { days, movedSymbols }: { days: number; movedSymbols: readonly string[] },
): Promise<ResponseBody<"previewPolicy">> {
  const { policy } = deps;
  const [before, after, alertsBefore, alertsAfter] = await Promise.all([
    countSeries(deps),
    countSeries({ ...deps, policy: edited }),
    replayAlerts(deps, days, alertThresholdsOf(policy)),
    replayAlerts({ ...deps, policy: edited }, days, alertThresholdsOf(edited)),
  ]);
  return {
    timestamp: toInstant(deps.now),
    changes: diffConfig(policyJson(policy), policyJson(edited)),
    series: { before, after },
    alerts: {
      days,
      before: alertsBefore.fired.length,
      after: alertsAfter.fired.length,
      wall_clock: alertsAfter.wallClockAlerts,
    },
    moved_symbols: [...movedSymbols],
  };
}

async function countSeries(deps: PreviewDeps) {
  const sums = sumTiers(await selectTierCounts(deps.db, toGradingContext(deps)));
  const { summary, data_summary: data } = sums;
  return {
    fresh: summary.fresh_count,
    aging: summary.aging_count,
    stale: summary.stale_count,
    missing: summary.missing_count,
    current: data.current,
    behind: data.behind,
    not_due: data.not_due,
  };
}

function toVersion(row: PolicyVersion): NonNullable<ResponseBody<"policy">["version"]> {
  return {
    id: row.id,
    created_at: toInstant(row.createdAt),
    created_by: row.createdBy,
    reason: row.reason,
    source: row.source === "file" ? "file" : "page",
  };
}

/** A version that this release can no longer read has no values to compare. */
function valuesOf(yaml: string): Record<string, unknown> {
  try {
    return policyJson(parsePolicy(yaml));
  } catch (error) {
    if (error instanceof ConfigError) return {};
    throw error;
  }
}
