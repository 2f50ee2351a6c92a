CREATE TABLE "alert_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"alert_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" varchar(20) NOT NULL,
	"actor" text,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"rule" varchar(60) NOT NULL,
	"group_key" text NOT NULL,
	"severity" varchar(10) NOT NULL,
	"state" varchar(20) NOT NULL,
	"summary" text NOT NULL,
	"cause" text,
	"affected_count" integer DEFAULT 0 NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"pending_since" timestamp with time zone NOT NULL,
	"firing_since" timestamp with time zone,
	"last_seen_at" timestamp with time zone NOT NULL,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" text,
	"acknowledge_reason" text,
	"snoozed_until" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"flap_count" integer DEFAULT 0 NOT NULL,
	"notified_at" timestamp with time zone,
	CONSTRAINT "alerts_state" CHECK (state in ('pending', 'firing', 'acknowledged', 'snoozed', 'resolved')),
	CONSTRAINT "alerts_severity" CHECK (severity in ('info', 'warning', 'critical'))
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"actor_kind" varchar(20) NOT NULL,
	"action" varchar(60) NOT NULL,
	"target" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"ip" text,
	"user_agent" text,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "base_streams" (
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"stored_through" timestamp with time zone,
	"stored_from" timestamp with time zone,
	"plan_earliest" timestamp with time zone,
	"fetch_cursor" timestamp with time zone,
	"fetch_to" timestamp with time zone,
	"fetch_execution_id" uuid,
	"last_requested_at" timestamp with time zone,
	"last_received_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "base_streams_symbol_timeframe_pk" PRIMARY KEY("symbol","timeframe")
);
--> statement-breakpoint
CREATE TABLE "candles" (
	"series_id" integer NOT NULL,
	"flags" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"open" double precision NOT NULL,
	"high" double precision NOT NULL,
	"low" double precision NOT NULL,
	"close" double precision NOT NULL,
	"volume" double precision NOT NULL,
	CONSTRAINT "candles_series_id_opened_at_pk" PRIMARY KEY("series_id","opened_at")
) PARTITION BY RANGE ("opened_at");
--> statement-breakpoint
CREATE TABLE "coverage_days" (
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"day" date NOT NULL,
	"bar_count" integer NOT NULL,
	"first_opened_at" timestamp with time zone,
	"last_opened_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "coverage_days_symbol_timeframe_day_pk" PRIMARY KEY("symbol","timeframe","day")
);
--> statement-breakpoint
CREATE TABLE "coverage_gaps" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"day" date NOT NULL,
	"status" varchar(20) NOT NULL,
	"expected_bars" integer,
	"stored_bars" integer DEFAULT 0 NOT NULL,
	"asked_count" integer DEFAULT 0 NOT NULL,
	"last_asked_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "coverage_gaps_natural" UNIQUE("symbol","timeframe","day"),
	CONSTRAINT "coverage_gaps_status" CHECK (status in ('missing', 'confirmed_empty', 'resolved'))
);
--> statement-breakpoint
CREATE TABLE "execution_log_lines" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"execution_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"level" varchar(10) NOT NULL,
	"symbol" varchar(20),
	"timeframe" varchar(10),
	"message" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feature_computation_failures" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"error_message" text NOT NULL,
	"execution_id" uuid,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retry_count" integer DEFAULT 0 NOT NULL,
	"resolved" boolean DEFAULT false NOT NULL,
	"resolved_at" timestamp with time zone,
	"error_code" varchar(40),
	"fingerprint" text DEFAULT '' NOT NULL,
	"resolved_by" text
);
--> statement-breakpoint
CREATE TABLE "feature_freshness" (
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"last_computed_at" timestamp with time zone,
	"data_point_count" integer DEFAULT 0 NOT NULL,
	"status" varchar(20) DEFAULT 'unknown' NOT NULL,
	"staleness_seconds" integer,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stored_through" timestamp with time zone,
	"first_opened_at" timestamp with time zone,
	"last_attempt_at" timestamp with time zone,
	"last_error_code" varchar(40),
	"last_error_message" text,
	"last_execution_id" uuid,
	"data_status" varchar(20),
	"reason" varchar(40),
	CONSTRAINT "feature_freshness_symbol_timeframe_pk" PRIMARY KEY("symbol","timeframe"),
	CONSTRAINT "feature_freshness_status" CHECK (status in ('fresh', 'aging', 'stale', 'missing', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "freshness_history" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"status" varchar(20) NOT NULL,
	"data_status" varchar(20) NOT NULL,
	"reason" varchar(40) NOT NULL,
	"previous_status" varchar(20),
	"previous_data_status" varchar(20),
	"stored_through" timestamp with time zone,
	"expected_through" timestamp with time zone,
	"last_computed_at" timestamp with time zone,
	"bars_behind" integer,
	"data_point_count" integer
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response_status" integer,
	"response_body" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_actor_key_pk" PRIMARY KEY("actor","key")
);
--> statement-breakpoint
CREATE TABLE "notification_channels" (
	"id" serial PRIMARY KEY NOT NULL,
	"kind" varchar(20) NOT NULL,
	"name" text NOT NULL,
	"target" text NOT NULL,
	"secret" text,
	"events" text[] NOT NULL,
	"allow_private" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text
);
--> statement-breakpoint
CREATE TABLE "notification_deliveries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"channel_id" integer NOT NULL,
	"event_id" text NOT NULL,
	"event" varchar(60) NOT NULL,
	"payload" jsonb NOT NULL,
	"status" varchar(20) DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"response_status" integer,
	"response_body" text,
	"error_message" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "notification_deliveries_once" UNIQUE("channel_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"id" serial PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"reason" text,
	"yaml" text NOT NULL,
	"source" varchar(10) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_requests" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"execution_id" uuid,
	"symbol" varchar(20),
	"timeframe" varchar(10),
	"purpose" varchar(20) NOT NULL,
	"path" text NOT NULL,
	"status" integer,
	"duration_ms" integer NOT NULL,
	"bytes" integer DEFAULT 0 NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"vendor_request_id" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"retry_after_ms" integer,
	"error_code" varchar(40),
	"error_message" text,
	"started_at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_requests_purpose" CHECK (purpose in ('scheduled', 'manual', 'rerun', 'recovery', 'check'))
);
--> statement-breakpoint
CREATE TABLE "quant_features" (
	"series_id" integer NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"return_1h" double precision,
	"return_1d" double precision,
	"log_return" double precision,
	"volatility_20" double precision,
	"volatility_50" double precision,
	"atr" double precision,
	"rolling_volume_20" double precision,
	"volume_ratio" double precision,
	"hh" boolean,
	"hl" boolean,
	"lh" boolean,
	"ll" boolean,
	"trend_direction" varchar(12),
	"structure_label" varchar(16),
	"volatility_regime" varchar(12),
	"trend_regime" varchar(12),
	"compression_regime" varchar(12),
	CONSTRAINT "quant_features_series_id_opened_at_pk" PRIMARY KEY("series_id","opened_at")
) PARTITION BY RANGE ("opened_at");
--> statement-breakpoint
CREATE TABLE "quarantined_bars" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"opened_at" timestamp with time zone,
	"bar" jsonb NOT NULL,
	"reason" text NOT NULL,
	"execution_id" uuid,
	"request_id" text,
	"seen_count" integer DEFAULT 1 NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quarantined_bars_natural" UNIQUE NULLS NOT DISTINCT("symbol","timeframe","opened_at","reason")
);
--> statement-breakpoint
CREATE TABLE "recovery_incidents" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"failure_type" varchar(40) NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"detected_at" timestamp with time zone NOT NULL,
	"recovered_at" timestamp with time zone,
	"target_seconds" integer NOT NULL,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "rpo_daily" (
	"day" date NOT NULL,
	"criticality" varchar(20) NOT NULL,
	"series_minutes" double precision DEFAULT 0 NOT NULL,
	"breached_minutes" double precision DEFAULT 0 NOT NULL,
	"worst_lag_seconds" integer,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rpo_daily_day_criticality_pk" PRIMARY KEY("day","criticality")
);
--> statement-breakpoint
CREATE TABLE "scheduler_execution_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"execution_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"duration_seconds" integer,
	"total_symbols" integer DEFAULT 0 NOT NULL,
	"successful_symbols" integer DEFAULT 0 NOT NULL,
	"failed_symbols" integer DEFAULT 0 NOT NULL,
	"total_records_processed" bigint DEFAULT 0 NOT NULL,
	"status" varchar(20) NOT NULL,
	"error_message" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"trigger" varchar(20) DEFAULT 'manual' NOT NULL,
	"requested_by" text,
	"reason" text,
	"parent_execution_id" uuid,
	"priority" integer DEFAULT 0 NOT NULL,
	"newest_first" boolean DEFAULT false NOT NULL,
	"scope" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"total_jobs" integer DEFAULT 0 NOT NULL,
	"total_requests" integer DEFAULT 0 NOT NULL,
	"rate_limited_count" integer DEFAULT 0 NOT NULL,
	"cancel_requested_at" timestamp with time zone,
	"paused_at" timestamp with time zone,
	"paused_until" timestamp with time zone,
	"pause_reason" text,
	"resumed_after_crash_at" timestamp with time zone,
	"result" jsonb,
	CONSTRAINT "scheduler_execution_log_execution_id_unique" UNIQUE("execution_id"),
	CONSTRAINT "scheduler_execution_log_status" CHECK (status in ('running', 'completed', 'failed', 'cancelled')),
	CONSTRAINT "scheduler_execution_log_trigger" CHECK ("trigger" in ('schedule', 'manual', 'rerun', 'recovery', 'first_start'))
);
--> statement-breakpoint
CREATE TABLE "scheduler_heartbeats" (
	"instance_id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"version" text,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" serial PRIMARY KEY NOT NULL,
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	CONSTRAINT "series_symbol_timeframe" UNIQUE("symbol","timeframe"),
	CONSTRAINT "series_timeframe" CHECK (timeframe in ('1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'))
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" varchar(60) PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "splits" (
	"symbol" varchar(20) NOT NULL,
	"execution_date" date NOT NULL,
	"split_from" double precision NOT NULL,
	"split_to" double precision NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"applied_at" timestamp with time zone,
	CONSTRAINT "splits_symbol_execution_date_split_from_split_to_pk" PRIMARY KEY("symbol","execution_date","split_from","split_to")
);
--> statement-breakpoint
CREATE TABLE "symbol_computation_status" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"execution_id" uuid NOT NULL,
	"symbol" varchar(20) NOT NULL,
	"asset_class" varchar(20),
	"timeframe" varchar(10) NOT NULL,
	"status" varchar(20) NOT NULL,
	"records_processed" integer DEFAULT 0 NOT NULL,
	"records_inserted" integer DEFAULT 0 NOT NULL,
	"features_computed" integer DEFAULT 0 NOT NULL,
	"error_message" text,
	"started_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"duration_seconds" double precision,
	"queued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error_code" varchar(40),
	"records_changed" integer DEFAULT 0 NOT NULL,
	"records_rejected" integer DEFAULT 0 NOT NULL,
	"wait_ms" integer DEFAULT 0 NOT NULL,
	"backoff_ms" integer DEFAULT 0 NOT NULL,
	"fetch_ms" integer DEFAULT 0 NOT NULL,
	"insert_ms" integer DEFAULT 0 NOT NULL,
	"compute_ms" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "symbol_computation_status_natural" UNIQUE("execution_id","symbol","timeframe"),
	CONSTRAINT "symbol_computation_status_status" CHECK (status in ('pending', 'in_progress', 'completed', 'failed', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "tracked_symbols" (
	"symbol" varchar(20) PRIMARY KEY NOT NULL,
	"name" text,
	"asset_class" varchar(10) NOT NULL,
	"criticality" varchar(20) NOT NULL,
	"timeframes" text[] NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"paused_until" timestamp with time zone,
	"paused_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tracked_symbols_asset_class" CHECK (asset_class in ('stock', 'etf', 'crypto')),
	CONSTRAINT "tracked_symbols_criticality" CHECK (criticality in ('critical', 'standard', 'low_priority'))
);
--> statement-breakpoint
ALTER TABLE "alert_events" ADD CONSTRAINT "alert_events_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feature_computation_failures" ADD CONSTRAINT "feature_computation_failures_execution_id_scheduler_execution_log_execution_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."scheduler_execution_log"("execution_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_channel_id_notification_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."notification_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "symbol_computation_status" ADD CONSTRAINT "symbol_computation_status_execution_id_scheduler_execution_log_execution_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."scheduler_execution_log"("execution_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idx_alert_events_alert_id" ON "alert_events" USING btree ("alert_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_open" ON "alerts" USING btree ("rule","group_key") WHERE state <> 'resolved';--> statement-breakpoint
CREATE INDEX "idx_alerts_state" ON "alerts" USING btree ("state");--> statement-breakpoint
CREATE INDEX "idx_alerts_pending_since" ON "alerts" USING btree ("pending_since" DESC);--> statement-breakpoint
CREATE INDEX "idx_audit_log_at" ON "audit_log" USING btree ("at" DESC);--> statement-breakpoint
CREATE INDEX "idx_audit_log_actor" ON "audit_log" USING btree ("actor");--> statement-breakpoint
CREATE INDEX "idx_audit_log_target" ON "audit_log" USING btree ("target");--> statement-breakpoint
CREATE INDEX "idx_execution_log_lines_execution_id" ON "execution_log_lines" USING btree ("execution_id","id");--> statement-breakpoint
CREATE INDEX "idx_feature_computation_failures_symbol_timeframe" ON "feature_computation_failures" USING btree ("symbol","timeframe");--> statement-breakpoint
CREATE INDEX "idx_feature_computation_failures_failed_at" ON "feature_computation_failures" USING btree ("failed_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_feature_computation_failures_resolved" ON "feature_computation_failures" USING btree ("resolved");--> statement-breakpoint
CREATE INDEX "idx_feature_computation_failures_fingerprint" ON "feature_computation_failures" USING btree ("fingerprint","failed_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_feature_computation_failures_execution_id" ON "feature_computation_failures" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "idx_feature_freshness_status" ON "feature_freshness" USING btree ("status");--> statement-breakpoint
CREATE INDEX "idx_feature_freshness_staleness" ON "feature_freshness" USING btree ("staleness_seconds" DESC);--> statement-breakpoint
CREATE INDEX "idx_freshness_history_series" ON "freshness_history" USING btree ("symbol","timeframe","changed_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_freshness_history_changed_at" ON "freshness_history" USING btree ("changed_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_idempotency_keys_created_at" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "idx_notification_deliveries_due" ON "notification_deliveries" USING btree ("next_attempt_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "idx_notification_deliveries_created_at" ON "notification_deliveries" USING btree ("created_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_provider_requests_started_at" ON "provider_requests" USING btree ("started_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_provider_requests_execution_id" ON "provider_requests" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "idx_provider_requests_symbol" ON "provider_requests" USING btree ("symbol","started_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_quarantined_bars_symbol" ON "quarantined_bars" USING btree ("symbol","last_seen_at" DESC);--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_incidents_one_open" ON "recovery_incidents" USING btree ("failure_type","subject") WHERE recovered_at is null;--> statement-breakpoint
CREATE INDEX "idx_recovery_incidents_started_at" ON "recovery_incidents" USING btree ("started_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_scheduler_execution_log_started_at" ON "scheduler_execution_log" USING btree ("started_at" DESC);--> statement-breakpoint
CREATE INDEX "idx_scheduler_execution_log_status" ON "scheduler_execution_log" USING btree ("status");--> statement-breakpoint
CREATE UNIQUE INDEX "symbol_computation_status_one_at_work" ON "symbol_computation_status" USING btree ("symbol","timeframe") WHERE status = 'in_progress';--> statement-breakpoint
CREATE INDEX "idx_symbol_computation_status_execution_id" ON "symbol_computation_status" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "idx_symbol_computation_status_symbol" ON "symbol_computation_status" USING btree ("symbol");--> statement-breakpoint
CREATE INDEX "idx_symbol_computation_status_status" ON "symbol_computation_status" USING btree ("status");--> statement-breakpoint
CREATE INDEX "idx_tracked_symbols_criticality" ON "tracked_symbols" USING btree ("criticality");