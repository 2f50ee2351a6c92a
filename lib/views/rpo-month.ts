/** How long the series of one symbol were beyond their recovery point this month, and by what; uncounted time is left out. */
import type { ResponseBody } from "@/lib/contract/response-body";
import { selectStateChanges } from "@/lib/db/queries/read/freshness-history";
import {
  type RpoBreach,
  selectBreachesOfSymbol,
  selectRpoMeasured,
} from "@/lib/db/queries/read/slo";
import { shareBreachCauses } from "@/lib/domain/breach-causes";
import { MINUTE_MS } from "@/lib/domain/calendar-days";
import { RPO_OBJECTIVE } from "@/lib/domain/rpo-budget";
import { type Criticality, REASON_CODES, type ReasonCode } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";
import { toInstant } from "./wire";

type Response = ResponseBody<"symbol">["rpo_month"];
type Tracked = {
  symbol: string;
  criticality: Criticality;
  timeframes: readonly string[];
  createdAt: Date;
};

const LISTED_BREACHES = 20;
const MOST_CHANGES = 20_000;

export async function viewRpoMonth(
  { db, now, policy }: Pick<ViewDeps, "db" | "now" | "policy">,
  { symbol, criticality, timeframes, createdAt }: Tracked,
): Promise<Response> {
  const measured = await selectRpoMeasured(db);
  if (!measured) return null;
  const monthMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const fromMs = Math.max(monthMs, measured.fromMs, createdAt.getTime());
  const { toMs } = measured;
  if (toMs <= fromMs) return null;
  const from = new Date(fromMs);
  const to = new Date(toMs);
  const [breaches, changes] = await Promise.all([
    selectBreachesOfSymbol(db, { symbol, from }),
    selectStateChanges(db, { symbol, from, to }, MOST_CHANGES),
  ]);
  const stretches = breaches.map((breach) => ({ ...breach, reason: reasonOf(breach) }));
  const causes = shareBreachCauses(stretches, changes, { fromMs, toMs });
  return {
    from: toInstant(from),
    to: toInstant(to),
    objective_seconds: policy.rpoBySymbolCriticality[criticality].rpoMs / 1000,
    budget_minutes: ((toMs - fromMs) / MINUTE_MS) * timeframes.length * (1 - RPO_OBJECTIVE),
    breached_minutes: causes.reduce((sum, { minutes }) => sum + minutes, 0),
    causes,
    total_breaches: breaches.length,
    breaches: stretches.slice(0, LISTED_BREACHES).map((breach) => ({
      timeframe: breach.timeframe,
      reason: breach.reason,
      started_at: toInstant(new Date(breach.startedMs)),
      ended_at: breach.endedMs === null ? null : toInstant(new Date(breach.endedMs)),
      worst_lag_seconds: breach.worstLagSeconds,
    })),
  };
}

function reasonOf({ reason }: RpoBreach): ReasonCode {
  return REASON_CODES.find((code) => code === reason) ?? "unknown";
}
