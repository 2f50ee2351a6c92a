/** The closed vocabularies of the product; database enums, API enums, types and labels derive from these tuples. */

export const ASSET_CLASSES = ["stock", "etf", "crypto"] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];

/** Every timeframe that is stored, shortest first. */
export const TIMEFRAMES = ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w"] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

/** Timeframes that are fetched; all others are rolled up from one of these. */
export const BASE_TIMEFRAMES = ["1m", "1d"] as const;
export type BaseTimeframe = (typeof BASE_TIMEFRAMES)[number];

/** The base stream each timeframe comes from. */
export const BASE_OF: Record<Timeframe, BaseTimeframe> = {
  "1m": "1m",
  "5m": "1m",
  "15m": "1m",
  "30m": "1m",
  "1h": "1m",
  "4h": "1m",
  "1d": "1d",
  "1w": "1d",
};

export const CRITICALITIES = ["critical", "standard", "low_priority"] as const;
export type Criticality = (typeof CRITICALITIES)[number];

/** Wall-clock freshness, as external callers know it. `unknown` is only ever a stored default. */
export const FRESHNESS_STATUSES = ["fresh", "aging", "stale", "missing", "unknown"] as const;
export type FreshnessStatus = (typeof FRESHNESS_STATUSES)[number];

/** Freshness in market time. */
export const DATA_STATUSES = ["current", "behind", "not_due", "missing"] as const;
export type DataStatus = (typeof DATA_STATUSES)[number];

/** Why a series is in the state it is in; stable, part of the API. */
export const REASON_CODES = [
  "up_to_date",
  "not_due_market_closed",
  "within_grace",
  "provider_delay",
  "run_in_progress",
  "run_overdue",
  "queued_throttled",
  "rate_limited",
  "provider_5xx",
  "auth_or_entitlement",
  "provider_empty",
  "insert_failed",
  "compute_failed",
  "false_fresh",
  "never_backfilled",
  "paused",
  "symbol_inactive",
  "unknown",
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export const EXECUTION_STATUSES = ["running", "completed", "failed", "cancelled"] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

export const JOB_STATUSES = ["pending", "in_progress", "completed", "failed", "cancelled"] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Who calls the durable functions. */
export const ENGINE_KINDS = ["embedded", "inngest"] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];

/** Of a durable run of the engine. */
export const RUN_STATUSES = ["queued", "running", "completed", "failed", "cancelled"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const RUN_STEP_STATUSES = ["waiting", "running", "completed", "failed"] as const;
export type RunStepStatus = (typeof RUN_STEP_STATUSES)[number];

/** What started an execution. */
export const TRIGGERS = ["schedule", "manual", "rerun", "recovery", "first_start"] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** Why a provider request was made; budget is counted by it. */
export const REQUEST_PURPOSES = ["scheduled", "manual", "rerun", "recovery", "check"] as const;
export type RequestPurpose = (typeof REQUEST_PURPOSES)[number];

export const ROLES = ["viewer", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const HEALTH_STATUSES = ["healthy", "degraded", "unhealthy"] as const;
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

export const ALERT_STATES = ["pending", "firing", "acknowledged", "snoozed", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const ALERT_SEVERITIES = ["info", "warning", "critical"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** How the failures of an ignored error group are counted before it is shown again. */
export const RECURRENCES = ["hour", "total"] as const;
export type Recurrence = (typeof RECURRENCES)[number];

export const GAP_STATUSES = ["missing", "confirmed_empty", "resolved"] as const;
export type GapStatus = (typeof GAP_STATUSES)[number];
