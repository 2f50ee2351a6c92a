/**
 * Every table of the product but the auth tables (schema-auth.ts) and the engine's (schema-engine.ts).
 * Times are timestamptz; closed vocabularies are varchar with a check derived from lib/domain/vocabulary.
 */
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  check,
  customType,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import {
  ALERT_SEVERITIES,
  ALERT_STATES,
  type AlertSeverity,
  type AlertState,
  ASSET_CLASSES,
  CRITICALITIES,
  EXECUTION_STATUSES,
  FRESHNESS_STATUSES,
  GAP_STATUSES,
  JOB_STATUSES,
  RECURRENCES,
  REQUEST_PURPOSES,
  type Recurrence,
  TIMEFRAMES,
  TRIGGERS,
} from "@/lib/domain/vocabulary";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
/** Read and written as text inside lib/db/queries/multirange.ts only. */
const multirange = customType<{ data: string }>({ dataType: () => "tstzmultirange" });
/** A number for each text of a column: counting many series by numbers is cheaper. */
const numberOf = (column: string, values: readonly string[], unit: (index: number) => number) =>
  `case ${column} ${values.map((value, index) => `when '${value}' then ${unit(index)}`).join(" ")} end`;
const bitsOf = (column: string, values: readonly string[]) =>
  values
    .map((value, index) => `case when '${value}' = any(${column}) then ${1 << index} else 0 end`)
    .join(" + ");
const symbolColumn = () => varchar("symbol", { length: 20 });
const timeframeColumn = () => varchar("timeframe", { length: 10 });

/** `column in ('a', 'b')`, for a check constraint. */
const oneOf = (column: string, values: readonly string[]) =>
  sql.raw(`${column} in (${values.map((value) => `'${value}'`).join(", ")})`);

// ── What is tracked ──────────────────────────────────────────────────────────────────────────────

export const trackedSymbols = pgTable(
  "tracked_symbols",
  {
    symbol: symbolColumn().primaryKey(),
    name: text("name"),
    assetClass: varchar("asset_class", { length: 10 }).notNull(),
    criticality: varchar("criticality", { length: 20 }).notNull(),
    timeframes: text("timeframes").array().notNull(),
    active: boolean("active").notNull().default(true),
    pausedUntil: at("paused_until"),
    pausedReason: text("paused_reason"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    /** Place in CRITICALITIES × 10,000 + place in ASSET_CLASSES × 1,000, both from 1. */
    tierCode: integer("tier_code").generatedAlwaysAs(
      sql.raw(
        `${numberOf("criticality", CRITICALITIES, (index) => (index + 1) * 10_000)} + ${numberOf("asset_class", ASSET_CLASSES, (index) => (index + 1) * 1000)}`,
      ),
    ),
    /** One bit for each of TIMEFRAMES that is monitored, the shortest being 1. */
    timeframeBits: smallint("timeframe_bits").generatedAlwaysAs(
      sql.raw(bitsOf("timeframes", TIMEFRAMES)),
    ),
  },
  (t) => [
    check("tracked_symbols_asset_class", oneOf("asset_class", ASSET_CLASSES)),
    check("tracked_symbols_criticality", oneOf("criticality", CRITICALITIES)),
    index("idx_tracked_symbols_criticality").on(t.criticality),
  ],
);

/** Series whose faults are known: checked as ever, but silent until the moment named. Deleted once they recover. */
export const seriesSnoozes = pgTable(
  "series_snoozes",
  {
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    until: at("until").notNull(),
    reason: text("reason").notNull(),
    snoozedBy: text("snoozed_by").notNull(),
    snoozedAt: at("snoozed_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.symbol, t.timeframe] }),
    check("series_snoozes_timeframe", oneOf("timeframe", TIMEFRAMES)),
  ],
);

/** The number that stands for a symbol × timeframe in candles and features: 8 bytes a row less than its text. */
export const series = pgTable(
  "series",
  {
    id: serial("id").primaryKey(),
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    /** Kept true by every write of bars, so that nobody has to count them. */
    barCount: bigint("bar_count", { mode: "number" }).notNull().default(0),
    firstOpenedAt: at("first_opened_at"),
    lastOpenedAt: at("last_opened_at"),
    /** Oldest bar stored or revised since features were computed; null: features are up to date. */
    dirtyFrom: at("dirty_from"),
    /** Newest bar that has features: rows after it are known to be new. */
    featuresThrough: at("features_through"),
  },
  (t) => [
    unique("series_symbol_timeframe").on(t.symbol, t.timeframe),
    check("series_timeframe", oneOf("timeframe", TIMEFRAMES)),
  ],
);

/** Progress of one fetched stream (symbol × 1m or 1d): where to go on, and what the plan gives. */
export const baseStreams = pgTable(
  "base_streams",
  {
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    /** Open time of the newest stored final bar. */
    storedThrough: at("stored_through"),
    /** Open time of the oldest stored bar. */
    storedFrom: at("stored_from"),
    /** Earliest instant that was ever asked for. */
    askedFrom: at("asked_from"),
    /** Earliest bar the vendor's plan gives (a silently clipped head is not a gap). */
    planEarliest: at("plan_earliest"),
    /** End of the newest range that the vendor answered in full: quiet minutes have no bar. */
    answeredThrough: at("answered_through"),
    /** What the execution named beside it has still to fetch; a killed fetch goes on here. */
    fetchRemaining: multirange("fetch_remaining").notNull().default("{}"),
    fetchExecutionId: uuid("fetch_execution_id"),
    /** Where base bars were stored or revised and not yet rolled up. */
    rollupDirty: multirange("rollup_dirty").notNull().default("{}"),
    lastRequestedAt: at("last_requested_at"),
    lastReceivedAt: at("last_received_at"),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.symbol, t.timeframe] })],
);

// ── Bars and features (partitioned by opened_at: see the migration) ──────────────────────────────

/** Raw, never split-adjusted. The row is laid out to waste no padding: 4 + 4 + 8 × 6 bytes. */
export const candles = pgTable(
  "candles",
  {
    seriesId: integer("series_id").notNull(),
    /** Bit 0: suspect (kept; a split that comes to be known takes it away). */
    flags: integer("flags").notNull().default(0),
    openedAt: at("opened_at").notNull(),
    open: doublePrecision("open").notNull(),
    high: doublePrecision("high").notNull(),
    low: doublePrecision("low").notNull(),
    close: doublePrecision("close").notNull(),
    volume: doublePrecision("volume").notNull(),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.openedAt] })],
);

/** One row per candle with its features; null while warming up. Computed from split-adjusted final bars. */
export const quantFeatures = pgTable(
  "quant_features",
  {
    seriesId: integer("series_id").notNull(),
    openedAt: at("opened_at").notNull(),
    return1h: doublePrecision("return_1h"),
    return1d: doublePrecision("return_1d"),
    logReturn: doublePrecision("log_return"),
    volatility20: doublePrecision("volatility_20"),
    volatility50: doublePrecision("volatility_50"),
    atr: doublePrecision("atr"),
    rollingVolume20: doublePrecision("rolling_volume_20"),
    volumeRatio: doublePrecision("volume_ratio"),
    hh: smallint("hh"),
    hl: smallint("hl"),
    lh: smallint("lh"),
    ll: smallint("ll"),
    trendDirection: varchar("trend_direction", { length: 12 }),
    structureLabel: varchar("structure_label", { length: 16 }),
    volatilityRegime: varchar("volatility_regime", { length: 12 }),
    trendRegime: varchar("trend_regime", { length: 12 }),
    compressionRegime: varchar("compression_regime", { length: 12 }),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.openedAt] })],
);

export const splits = pgTable(
  "splits",
  {
    symbol: symbolColumn().notNull(),
    executionDate: date("execution_date").notNull(),
    splitFrom: doublePrecision("split_from").notNull(),
    splitTo: doublePrecision("split_to").notNull(),
    seenAt: at("seen_at").notNull().defaultNow(),
    /** When features were recomputed with it; null = still to do. */
    appliedAt: at("applied_at"),
  },
  (t) => [primaryKey({ columns: [t.symbol, t.executionDate, t.splitFrom, t.splitTo] })],
);

/** Bars the vendor sent and validation refused: kept, never dropped silently. */
export const quarantinedBars = pgTable(
  "quarantined_bars",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    openedAt: at("opened_at"),
    bar: jsonb("bar").notNull(),
    reason: text("reason").notNull(),
    executionId: uuid("execution_id"),
    requestId: text("request_id"),
    seenCount: integer("seen_count").notNull().default(1),
    firstSeenAt: at("first_seen_at").notNull().defaultNow(),
    lastSeenAt: at("last_seen_at").notNull().defaultNow(),
  },
  (t) => [
    unique("quarantined_bars_natural")
      .on(t.symbol, t.timeframe, t.openedAt, t.reason)
      .nullsNotDistinct(),
    index("idx_quarantined_bars_symbol").on(t.symbol, t.lastSeenAt.desc().nullsFirst()),
  ],
);

/** Bars stored per symbol, base stream and trading day: what the gap report reads instead of the bars. */
export const coverageDays = pgTable(
  "coverage_days",
  {
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    day: date("day").notNull(),
    barCount: integer("bar_count").notNull(),
    firstOpenedAt: at("first_opened_at"),
    lastOpenedAt: at("last_opened_at"),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.symbol, t.timeframe, t.day] })],
);

/** Known holes and what was done about them: re-asked once a day, then confirmed empty. */
export const coverageGaps = pgTable(
  "coverage_gaps",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    day: date("day").notNull(),
    status: varchar("status", { length: 20 }).notNull(),
    expectedBars: integer("expected_bars"),
    storedBars: integer("stored_bars").notNull().default(0),
    askedCount: integer("asked_count").notNull().default(0),
    lastAskedAt: at("last_asked_at"),
    firstSeenAt: at("first_seen_at").notNull().defaultNow(),
    resolvedAt: at("resolved_at"),
  },
  (t) => [
    unique("coverage_gaps_natural").on(t.symbol, t.timeframe, t.day),
    check("coverage_gaps_status", oneOf("status", GAP_STATUSES)),
  ],
);

// ── The four monitoring tables ───────────────────────────────────────────────────────────────────

export const schedulerExecutionLog = pgTable(
  "scheduler_execution_log",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    executionId: uuid("execution_id").notNull().unique().defaultRandom(),
    startedAt: at("started_at").notNull(),
    completedAt: at("completed_at"),
    durationSeconds: integer("duration_seconds"),
    totalSymbols: integer("total_symbols").notNull().default(0),
    successfulSymbols: integer("successful_symbols").notNull().default(0),
    failedSymbols: integer("failed_symbols").notNull().default(0),
    totalRecordsProcessed: bigint("total_records_processed", { mode: "number" })
      .notNull()
      .default(0),
    status: varchar("status", { length: 20 }).notNull(),
    errorMessage: text("error_message"),
    createdAt: at("created_at").notNull().defaultNow(),
    trigger: varchar("trigger", { length: 20 }).notNull().default("manual"),
    requestedBy: text("requested_by"),
    reason: text("reason"),
    parentExecutionId: uuid("parent_execution_id"),
    priority: integer("priority").notNull().default(0),
    newestFirst: boolean("newest_first").notNull().default(false),
    /** What was asked: symbols, timeframes, criticality, from, to, force. */
    scope: jsonb("scope").notNull().default({}),
    /** The settings in force when it started (pacing, concurrency, budget, policy version). */
    config: jsonb("config").notNull().default({}),
    totalJobs: integer("total_jobs").notNull().default(0),
    totalRequests: integer("total_requests").notNull().default(0),
    rateLimitedCount: integer("rate_limited_count").notNull().default(0),
    cancelRequestedAt: at("cancel_requested_at"),
    pausedAt: at("paused_at"),
    pausedUntil: at("paused_until"),
    pauseReason: text("pause_reason"),
    resumedAfterCrashAt: at("resumed_after_crash_at"),
    /** `{success, failed, total_records, timestamp, symbols_processed}` once closed. */
    result: jsonb("result"),
  },
  (t) => [
    check("scheduler_execution_log_status", oneOf("status", EXECUTION_STATUSES)),
    check("scheduler_execution_log_trigger", oneOf('"trigger"', TRIGGERS)),
    index("idx_scheduler_execution_log_started_at").on(t.startedAt.desc().nullsFirst()),
    index("idx_scheduler_execution_log_status").on(t.status),
  ],
);

export const featureComputationFailures = pgTable(
  "feature_computation_failures",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    errorMessage: text("error_message").notNull(),
    executionId: uuid("execution_id").references(() => schedulerExecutionLog.executionId),
    failedAt: at("failed_at").notNull().defaultNow(),
    retryCount: integer("retry_count").notNull().default(0),
    resolved: boolean("resolved").notNull().default(false),
    resolvedAt: at("resolved_at"),
    errorCode: varchar("error_code", { length: 40 }),
    /** Groups failures of one cause: numbers, ids and symbols of the message removed. */
    fingerprint: text("fingerprint").notNull().default(""),
    resolvedBy: text("resolved_by"),
  },
  (t) => [
    index("idx_feature_computation_failures_symbol_timeframe").on(t.symbol, t.timeframe),
    index("idx_feature_computation_failures_failed_at").on(t.failedAt.desc().nullsFirst()),
    index("idx_feature_computation_failures_resolved").on(t.resolved),
    index("idx_feature_computation_failures_fingerprint").on(
      t.fingerprint,
      t.failedAt.desc().nullsFirst(),
    ),
    index("idx_feature_computation_failures_execution_id").on(t.executionId),
  ],
);

/** Causes of failures that are known: left out of what asks for attention until the moment, or the number of failures, named. */
export const errorGroupIgnores = pgTable(
  "error_group_ignores",
  {
    fingerprint: text("fingerprint").primaryKey(),
    until: at("until"),
    moreThan: integer("more_than"),
    per: varchar("per", { length: 10 }).$type<Recurrence>(),
    reason: text("reason").notNull(),
    ignoredBy: text("ignored_by").notNull(),
    /** Failures are counted from here. */
    ignoredAt: at("ignored_at").notNull().defaultNow(),
  },
  () => [
    check("error_group_ignores_per", oneOf("per", RECURRENCES)),
    check(
      "error_group_ignores_one_end",
      sql`num_nonnulls(until, more_than) = 1 and (more_than is null) = (per is null)`,
    ),
  ],
);

export const featureFreshness = pgTable(
  "feature_freshness",
  {
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    lastComputedAt: at("last_computed_at"),
    dataPointCount: integer("data_point_count").notNull().default(0),
    status: varchar("status", { length: 20 }).notNull().default("unknown"),
    stalenessSeconds: integer("staleness_seconds"),
    updatedAt: at("updated_at").notNull().defaultNow(),
    /** Open time of the newest stored bar: the market-time watermark. */
    storedThrough: at("stored_through"),
    firstOpenedAt: at("first_opened_at"),
    lastAttemptAt: at("last_attempt_at"),
    lastErrorCode: varchar("last_error_code", { length: 40 }),
    lastErrorMessage: text("last_error_message"),
    lastExecutionId: uuid("last_execution_id"),
    /** As the last sweep saw it: cache for SQL users, alerts and history. */
    dataStatus: varchar("data_status", { length: 20 }),
    reason: varchar("reason", { length: 40 }),
  },
  (t) => [
    primaryKey({ columns: [t.symbol, t.timeframe] }),
    check("feature_freshness_status", oneOf("status", FRESHNESS_STATUSES)),
    index("idx_feature_freshness_status").on(t.status),
    index("idx_feature_freshness_staleness").on(t.stalenessSeconds.desc().nullsFirst()),
  ],
);

export const symbolComputationStatus = pgTable(
  "symbol_computation_status",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    executionId: uuid("execution_id")
      .notNull()
      .references(() => schedulerExecutionLog.executionId),
    symbol: symbolColumn().notNull(),
    assetClass: varchar("asset_class", { length: 20 }),
    timeframe: timeframeColumn().notNull(),
    status: varchar("status", { length: 20 }).notNull(),
    recordsProcessed: integer("records_processed").notNull().default(0),
    recordsInserted: integer("records_inserted").notNull().default(0),
    featuresComputed: integer("features_computed").notNull().default(0),
    errorMessage: text("error_message"),
    startedAt: at("started_at"),
    completedAt: at("completed_at"),
    durationSeconds: doublePrecision("duration_seconds"),
    queuedAt: at("queued_at").notNull().defaultNow(),
    attempts: integer("attempts").notNull().default(0),
    errorCode: varchar("error_code", { length: 40 }),
    recordsChanged: integer("records_changed").notNull().default(0),
    recordsRejected: integer("records_rejected").notNull().default(0),
    /** Where the time went; the trace draws it. */
    waitMs: integer("wait_ms").notNull().default(0),
    backoffMs: integer("backoff_ms").notNull().default(0),
    fetchMs: integer("fetch_ms").notNull().default(0),
    insertMs: integer("insert_ms").notNull().default(0),
    computeMs: integer("compute_ms").notNull().default(0),
    /** The run that works on it; another run of the same execution keeps its hands off. */
    runId: text("run_id"),
  },
  (t) => [
    check("symbol_computation_status_status", oneOf("status", JOB_STATUSES)),
    unique("symbol_computation_status_natural").on(t.executionId, t.symbol, t.timeframe),
    // Two executions can never work on one series at once.
    uniqueIndex("symbol_computation_status_one_at_work")
      .on(t.symbol, t.timeframe)
      .where(sql`status = 'in_progress'`),
    index("idx_symbol_computation_status_execution_id").on(t.executionId),
    index("idx_symbol_computation_status_symbol").on(t.symbol),
    index("idx_symbol_computation_status_status").on(t.status),
  ],
);

// ── Lineage, log, history ────────────────────────────────────────────────────────────────────────

/** Every vendor call: a stale cell can be traced to the answer that caused it. The path never holds a key. */
export const providerRequests = pgTable(
  "provider_requests",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    executionId: uuid("execution_id"),
    symbol: symbolColumn(),
    timeframe: timeframeColumn(),
    purpose: varchar("purpose", { length: 20 }).notNull(),
    path: text("path").notNull(),
    /** HTTP status; null when no answer came. */
    status: integer("status"),
    /** Waited for our own request budget before it was sent; not part of the duration. */
    throttledMs: integer("throttled_ms").notNull().default(0),
    durationMs: integer("duration_ms").notNull(),
    /** 1-based page of the question. */
    page: integer("page").notNull().default(1),
    bytes: integer("bytes").notNull().default(0),
    rows: integer("rows").notNull().default(0),
    vendorRequestId: text("vendor_request_id"),
    attempt: integer("attempt").notNull().default(1),
    retryAfterMs: integer("retry_after_ms"),
    errorCode: varchar("error_code", { length: 40 }),
    errorMessage: text("error_message"),
    startedAt: at("started_at").notNull(),
  },
  (t) => [
    check("provider_requests_purpose", oneOf("purpose", REQUEST_PURPOSES)),
    index("idx_provider_requests_started_at").on(t.startedAt.desc().nullsFirst()),
    index("idx_provider_requests_execution_id").on(t.executionId),
    index("idx_provider_requests_symbol").on(t.symbol, t.startedAt.desc().nullsFirst()),
  ],
);

export const executionLogLines = pgTable(
  "execution_log_lines",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    executionId: uuid("execution_id").notNull(),
    at: at("at").notNull().defaultNow(),
    level: varchar("level", { length: 10 }).notNull(),
    symbol: symbolColumn(),
    timeframe: timeframeColumn(),
    message: text("message").notNull(),
  },
  (t) => [index("idx_execution_log_lines_execution_id").on(t.executionId, t.id)],
);

/** Every change of a series' state, append-only: timeline, time travel, RPO budget. */
export const freshnessHistory = pgTable(
  "freshness_history",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    symbol: symbolColumn().notNull(),
    timeframe: timeframeColumn().notNull(),
    changedAt: at("changed_at").notNull().defaultNow(),
    status: varchar("status", { length: 20 }).notNull(),
    dataStatus: varchar("data_status", { length: 20 }).notNull(),
    reason: varchar("reason", { length: 40 }).notNull(),
    previousStatus: varchar("previous_status", { length: 20 }),
    previousDataStatus: varchar("previous_data_status", { length: 20 }),
    storedThrough: at("stored_through"),
    expectedThrough: at("expected_through"),
    lastComputedAt: at("last_computed_at"),
    barsBehind: integer("bars_behind"),
    dataPointCount: integer("data_point_count"),
  },
  (t) => [
    index("idx_freshness_history_series").on(
      t.symbol,
      t.timeframe,
      t.changedAt.desc().nullsFirst(),
    ),
    index("idx_freshness_history_changed_at").on(t.changedAt.desc().nullsFirst()),
  ],
);

/** Minutes within and out of the recovery point objective, per day and criticality. */
export const rpoDaily = pgTable(
  "rpo_daily",
  {
    day: date("day").notNull(),
    criticality: varchar("criticality", { length: 20 }).notNull(),
    seriesMinutes: doublePrecision("series_minutes").notNull().default(0),
    breachedMinutes: doublePrecision("breached_minutes").notNull().default(0),
    worstLagSeconds: integer("worst_lag_seconds"),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.day, t.criticality] })],
);

/** One fault from start to recovery, held against the RTO of its type. */
export const recoveryIncidents = pgTable(
  "recovery_incidents",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    failureType: varchar("failure_type", { length: 40 }).notNull(),
    subject: text("subject").notNull().default(""),
    startedAt: at("started_at").notNull(),
    detectedAt: at("detected_at").notNull(),
    recoveredAt: at("recovered_at"),
    targetSeconds: integer("target_seconds").notNull(),
    detail: text("detail"),
  },
  (t) => [
    uniqueIndex("recovery_incidents_one_open")
      .on(t.failureType, t.subject)
      .where(sql`recovered_at is null`),
    index("idx_recovery_incidents_started_at").on(t.startedAt.desc().nullsFirst()),
  ],
);

// ── Alerts and notifications ─────────────────────────────────────────────────────────────────────

export const alerts = pgTable(
  "alerts",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    rule: varchar("rule", { length: 60 }).notNull(),
    /** Groups what has one cause: one open alert per rule and key. */
    groupKey: text("group_key").notNull(),
    severity: varchar("severity", { length: 10 }).$type<AlertSeverity>().notNull(),
    state: varchar("state", { length: 20 }).$type<AlertState>().notNull(),
    summary: text("summary").notNull(),
    cause: text("cause"),
    affectedCount: integer("affected_count").notNull().default(0),
    details: jsonb("details").notNull().default({}),
    pendingSince: at("pending_since").notNull(),
    firingSince: at("firing_since"),
    lastSeenAt: at("last_seen_at").notNull(),
    acknowledgedAt: at("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by"),
    acknowledgeReason: text("acknowledge_reason"),
    snoozedUntil: at("snoozed_until"),
    resolvedAt: at("resolved_at"),
    flapCount: integer("flap_count").notNull().default(0),
    notifiedAt: at("notified_at"),
  },
  (t) => [
    check("alerts_state", oneOf("state", ALERT_STATES)),
    check("alerts_severity", oneOf("severity", ALERT_SEVERITIES)),
    uniqueIndex("alerts_one_open").on(t.rule, t.groupKey).where(sql`state <> 'resolved'`),
    index("idx_alerts_state").on(t.state),
    index("idx_alerts_pending_since").on(t.pendingSince.desc().nullsFirst()),
  ],
);

export const alertEvents = pgTable(
  "alert_events",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    alertId: bigint("alert_id", { mode: "number" })
      .notNull()
      .references(() => alerts.id, { onDelete: "cascade" }),
    at: at("at").notNull().defaultNow(),
    state: varchar("state", { length: 20 }).$type<AlertState>().notNull(),
    actor: text("actor"),
    note: text("note"),
  },
  (t) => [index("idx_alert_events_alert_id").on(t.alertId, t.at)],
);

/** Where notices go: a signed webhook or an e-mail address. */
export const notificationChannels = pgTable("notification_channels", {
  id: serial("id").primaryKey(),
  kind: varchar("kind", { length: 20 }).notNull(),
  name: text("name").notNull(),
  target: text("target").notNull(),
  secret: text("secret"),
  events: text("events").array().notNull(),
  allowPrivate: boolean("allow_private").notNull().default(false),
  active: boolean("active").notNull().default(true),
  createdAt: at("created_at").notNull().defaultNow(),
  createdBy: text("created_by"),
});

export const notificationDeliveries = pgTable(
  "notification_deliveries",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    channelId: integer("channel_id")
      .notNull()
      .references(() => notificationChannels.id, { onDelete: "cascade" }),
    eventId: text("event_id").notNull(),
    event: varchar("event", { length: 60 }).notNull(),
    payload: jsonb("payload").notNull(),
    status: varchar("status", { length: 20 }).notNull().default("pending"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: at("next_attempt_at"),
    responseStatus: integer("response_status"),
    responseBody: text("response_body"),
    errorMessage: text("error_message"),
    createdAt: at("created_at").notNull().defaultNow(),
    deliveredAt: at("delivered_at"),
  },
  (t) => [
    unique("notification_deliveries_once").on(t.channelId, t.eventId),
    index("idx_notification_deliveries_due").on(t.nextAttemptAt).where(sql`status = 'pending'`),
    index("idx_notification_deliveries_created_at").on(t.createdAt.desc().nullsFirst()),
  ],
);

// ── Operating the product ────────────────────────────────────────────────────────────────────────

export const auditLog = pgTable(
  "audit_log",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    at: at("at").notNull().defaultNow(),
    actor: text("actor").notNull(),
    actorKind: varchar("actor_kind", { length: 20 }).notNull(),
    action: varchar("action", { length: 60 }).notNull(),
    target: text("target").notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    reason: text("reason"),
    ip: text("ip"),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
  },
  (t) => [
    index("idx_audit_log_at").on(t.at.desc().nullsFirst()),
    index("idx_audit_log_actor").on(t.actor),
    index("idx_audit_log_target").on(t.target),
  ],
);

export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    actor: text("actor").notNull(),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    /** Null while the first request is still being answered. */
    responseStatus: integer("response_status"),
    responseBody: jsonb("response_body"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.actor, t.key] }),
    index("idx_idempotency_keys_created_at").on(t.createdAt),
  ],
);

/** Versions of the operating policy; the newest active one wins over the file once somebody edited it. */
export const policyVersions = pgTable("policy_versions", {
  id: serial("id").primaryKey(),
  createdAt: at("created_at").notNull().defaultNow(),
  createdBy: text("created_by").notNull(),
  reason: text("reason"),
  yaml: text("yaml").notNull(),
  source: varchar("source", { length: 10 }).notNull(),
});

/** Small switches that survive a restart, such as the paused schedule. */
export const settings = pgTable("settings", {
  key: varchar("key", { length: 60 }).primaryKey(),
  value: jsonb("value").notNull(),
  updatedAt: at("updated_at").notNull().defaultNow(),
  updatedBy: text("updated_by"),
});

/** Who is alive: one row per app process, beaten by its scheduler. */
export const schedulerHeartbeats = pgTable("scheduler_heartbeats", {
  instanceId: text("instance_id").primaryKey(),
  startedAt: at("started_at").notNull(),
  beatAt: at("beat_at").notNull(),
  version: text("version"),
  stoppedAt: at("stopped_at"),
});
