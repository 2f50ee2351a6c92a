/** One sentence that says whether anything is wrong, how bad it is, since when, and what to do. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import type { ListedExecution } from "@/lib/db/queries/read/executions";
import type { FaultSpan } from "@/lib/db/queries/read/fault-spans";
import type { OverviewFigures } from "@/lib/db/queries/read/overview";
import type { TierCounts } from "@/lib/db/queries/read/tier-counts";
import { isOpen } from "@/lib/domain/calendar-sessions";
import { NEXT_STEPS, REASON_SENTENCES } from "@/lib/domain/reason-sentences";
import type { Criticality, ReasonCode, Timeframe } from "@/lib/domain/vocabulary";
import type { ViewDeps } from "./deps";
import { durationText } from "./duration-text";

type Overview = z.output<(typeof ENDPOINTS.overview)["response"]>;
type Judgement = Pick<Overview["verdict"], "sentence" | "since" | "cause" | "next_step"> & {
  status: Overview["status"];
};

export type SnoozedFault = {
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  dataStatus: "behind" | "missing";
};

export type FaultReason = { symbol: string; timeframe: Timeframe; reason: ReasonCode };

export type VerdictFacts = {
  counts: readonly TierCounts[];
  /** Among them, those with a fault that somebody has silenced. */
  snoozed: readonly SnoozedFault[];
  /** Merged, those that go on. */
  faults: readonly FaultSpan[];
  /** Of the worst, as they are graded now. */
  reasons: readonly FaultReason[];
  figures: OverviewFigures;
  nextRun: Date | null;
  newest: ListedExecution | null;
};
type Deps = Pick<ViewDeps, "now" | "policy" | "exchange">;

/** The first of these that has something to say gives the verdict; the gravest come first. */
const JUDGES: readonly ((deps: Deps, facts: VerdictFacts) => Judgement | null)[] = [
  judgeSetup,
  judgeHeartbeat,
  judgeFaults,
  judgeAlerts,
];

export function toVerdict(
  deps: Deps,
  facts: VerdictFacts,
): { status: Overview["status"]; verdict: Overview["verdict"] } {
  const judged = JUDGES.map((judge) => judge(deps, facts)).find((found) => found !== null);
  const { status, ...verdict } = judged ?? allWell(deps, facts);
  const { newest } = facts;
  const hasFailed = newest !== null && newest.status !== "running" && newest.failedJobs > 0;
  return {
    status,
    verdict: {
      ...verdict,
      failed_jobs: hasFailed ? newest.failedJobs : 0,
      failed_execution_id: hasFailed ? newest.executionId : null,
    },
  };
}

function judgeSetup(_: Deps, { figures }: VerdictFacts): Judgement | null {
  if (figures.symbols > 0) return null;
  const sentence = "Nothing is tracked yet.";
  return { status: "healthy", sentence, since: null, cause: null, next_step: "Add symbols." };
}

function judgeHeartbeat({ now, policy }: Deps, { figures }: VerdictFacts): Judgement | null {
  if (figures.beatMs === null) return null;
  const silentMs = now.getTime() - figures.beatMs;
  if (silentMs <= policy.schedulerRecovery.deadAfterMs) return null;
  return {
    status: "degraded",
    sentence: `The scheduler has been silent for ${durationText(silentMs / 1000)}.`,
    since: new Date(figures.beatMs).toISOString(),
    cause: "No process of the scheduler has given a sign of life.",
    next_step: "Look at the launcher, or run `npm run doctor`.",
  };
}

function judgeFaults(_: Deps, facts: VerdictFacts): Judgement | null {
  const silent = (status: SnoozedFault["dataStatus"]) =>
    facts.snoozed.filter(({ dataStatus }) => dataStatus === status).length;
  const behind = sum(facts.counts, "behind") - silent("behind");
  const missing = sum(facts.counts, "dataMissing") - silent("missing");
  if (behind + missing <= 0) return null;
  const critical = criticalFaults(facts);
  const faults = audible(facts.faults, facts);
  const parts = [
    behind > 0 && `${behind} ${behind === 1 ? "series is" : "series are"} behind the market`,
    missing > 0 && `${missing} ${missing === 1 ? "has" : "have"} no data`,
  ].filter(Boolean);
  const weight = critical > 0 ? `, ${critical} of them critical` : "";
  const reasons = audible(facts.reasons, facts);
  const reason = commonestReason(reasons);
  const firstMs = Math.min(...faults.map(({ fromMs }) => fromMs));
  return {
    status: "degraded",
    sentence: `${parts.join("; ")}${weight}.${snoozedText(facts)}`,
    since: Number.isFinite(firstMs) ? new Date(firstMs).toISOString() : null,
    cause: reason && causeText(reason, reasons),
    next_step: reason ? nextStepFor(reason, facts) : "Look at what stands behind each series.",
  };
}

function criticalFaults({ counts, snoozed }: VerdictFacts): number {
  const isCritical = ({ criticality }: { criticality: Criticality }) => criticality === "critical";
  const all = counts
    .filter(isCritical)
    .reduce((total, tier) => total + tier.behind + tier.dataMissing, 0);
  return all - snoozed.filter(isCritical).length;
}

/** Without what somebody has silenced. */
export function audible<T extends { symbol: string; timeframe: Timeframe }>(
  faults: readonly T[],
  { snoozed }: Pick<VerdictFacts, "snoozed">,
): T[] {
  const silent = new Set(snoozed.map(({ symbol, timeframe }) => `${symbol} ${timeframe}`));
  return faults.filter(({ symbol, timeframe }) => !silent.has(`${symbol} ${timeframe}`));
}

/** What is silent is still said. */
function snoozedText({ snoozed }: VerdictFacts): string {
  if (snoozed.length === 0) return "";
  return snoozed.length === 1
    ? " 1 faulty series is snoozed."
    : ` ${snoozed.length} faulty series are snoozed.`;
}

/** The commonest cause must not pass for the only one. */
function causeText(reason: ReasonCode, faults: readonly FaultReason[]): string {
  const others = new Set(faults.map((fault) => fault.reason)).size - 1;
  const sentence = REASON_SENTENCES[reason];
  if (others === 0) return sentence;
  const share = faults.filter((fault) => fault.reason === reason).length;
  const rest = others === 1 ? "1 other cause" : `${others} other causes`;
  return `${sentence.replace(/\.$/, "")} (${share} of ${faults.length} series; ${rest}).`;
}

function commonestReason(faults: readonly FaultReason[]): ReasonCode | null {
  const counts = new Map<ReasonCode, number>();
  for (const { reason } of faults) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? null;
}

/** What the next scheduled run clears by itself needs no hand. */
const SELF_HEALING: ReadonlySet<ReasonCode> = new Set([
  "rate_limited",
  "provider_5xx",
  "run_overdue",
]);

function nextStepFor(reason: ReasonCode, { nextRun, newest }: VerdictFacts): string | null {
  if (newest?.status === "running") return "A run is under way; wait for it to end.";
  if (nextRun && SELF_HEALING.has(reason)) {
    return `The next run at ${nextRun.toISOString().slice(11, 16)} UTC should clear it.`;
  }
  return NEXT_STEPS[reason];
}

function judgeAlerts(_: Deps, { figures }: VerdictFacts): Judgement | null {
  const [alert] = figures.alerts.filter(({ severity }) => severity !== "info");
  if (!alert) return null;
  return {
    status: "degraded",
    sentence: `${alert.summary.replace(/\.$/, "")}.`,
    since: new Date(alert.firingMs ?? alert.pendingMs).toISOString(),
    cause: null,
    next_step: "See the alert.",
  };
}

function allWell({ now, exchange }: Deps, facts: VerdictFacts): Judgement {
  const { counts } = facts;
  const current = sum(counts, "current");
  const idle = sum(counts, "notDue");
  const closed = isOpen(exchange, now.getTime()) ? "" : " (NYSE closed)";
  const sentence = [
    current > 0 && `All ${current} due series are current.`,
    idle > 0 && `${idle} not due${closed}.`,
  ];
  return {
    status: "healthy",
    sentence: `${sentence.filter(Boolean).join(" ") || "Nothing is due."}${snoozedText(facts)}`,
    since: null,
    cause: null,
    next_step: null,
  };
}

export function sum(
  counts: readonly TierCounts[],
  key: Exclude<keyof TierCounts, "criticality">,
): number {
  return counts.reduce((total, tier) => total + tier[key], 0);
}
