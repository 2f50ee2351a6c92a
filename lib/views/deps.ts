/** What a view may know besides its input: the database, the clock, the calendar, the policy, and what only this process can say. */
import type { Db } from "@/lib/db/connect";
import type { Calendar } from "@/lib/domain/calendar";
import type { FreshnessThresholds } from "@/lib/domain/freshness";
import type { PolicyRule } from "@/lib/domain/freshness-policy";
import type { Criticality } from "@/lib/domain/vocabulary";

/** The part of the operating policy that reading needs, in the units of the code. */
export type ViewPolicy = {
  thresholds: FreshnessThresholds;
  rules: readonly PolicyRule[];
  /** How long after a window closes the provider's plan delivers it. */
  providerDelayMs: number;
  rpoSeconds: Readonly<Record<Criticality, number>>;
  rtoSeconds: Readonly<Record<string, number>>;
  /** Requests a minute of the vendor's plan; 0 = unlimited. */
  requestsPerMinute: number;
  schedules: readonly Schedule[];
  monitoring: {
    /** No successful backfill for this long is a warning. */
    noBackfillSeconds: number;
    failureRatePct: number;
    missingPct: number;
    stalePct: number;
  };
};

/** One cron of the product: what it runs and for whom; the daily run covers every criticality. */
export type Schedule = {
  key: string;
  label: string;
  /** Five fields, UTC. */
  cron: string;
  criticality: Criticality | null;
};

export type EngineFacts = {
  kind: "embedded" | "inngest";
  reachable: boolean;
  queued: number | null;
  inFlight: number | null;
  lagSeconds: number | null;
};

/** The request budget at this moment, as the process's own bucket counts it. */
export type BudgetFacts = { requestsPerMinute: number; available: number; waitMs: number };

export type ViewDeps = {
  db: Db;
  now: Date;
  exchange: Calendar;
  policy: ViewPolicy;
  version: string;
  provider: { name: string; isSimulated: boolean };
  isScheduleOn: boolean;
  /** Never throws: an engine that cannot be asked is unreachable. */
  engine: () => Promise<EngineFacts>;
  /** Null when this process makes no vendor calls. */
  budget: () => BudgetFacts | null;
};
