/** What a view may know besides its input: the database, the clock, the calendar, the policy, and what only this process can say. */
import type { Policy } from "@/lib/config/policy";
import type { Db } from "@/lib/db/connect";
import type { Calendar } from "@/lib/domain/calendar";
import type { EngineKind } from "@/lib/domain/vocabulary";

export type EngineFacts = {
  kind: EngineKind;
  reachable: boolean;
  queued: number | null;
  inFlight: number | null;
  lagSeconds: number | null;
};

/** The request budget at this moment, as the process's own bucket counts it. */
type BudgetFacts = { requestsPerMinute: number; available: number; waitMs: number };

export type ViewDeps = {
  db: Db;
  now: Date;
  exchange: Calendar;
  /** The operating policy in force. */
  policy: Policy;
  version: string;
  /** `delayMs`: how long after a window closes the plan delivers it; `requestsPerMinute` 0 = unlimited. */
  provider: { name: string; isSimulated: boolean; delayMs: number; requestsPerMinute: number };
  isScheduleOn: boolean;
  /** Never throws: an engine that cannot be asked is unreachable. */
  engine: () => Promise<EngineFacts>;
  /** Null when this process makes no vendor calls. */
  budget: () => BudgetFacts | null;
};
