CREATE SCHEMA "engine";
--> statement-breakpoint
CREATE TABLE "engine"."concurrency" (
	"key" text PRIMARY KEY NOT NULL,
	"in_flight" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine"."cron_state" (
	"function_id" text NOT NULL,
	"cron" text NOT NULL,
	"last_tick" timestamp with time zone NOT NULL,
	"fired" boolean DEFAULT false NOT NULL,
	CONSTRAINT "cron_state_function_id_cron_pk" PRIMARY KEY("function_id","cron")
);
--> statement-breakpoint
CREATE TABLE "engine"."events" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"payload" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine"."functions" (
	"function_id" text PRIMARY KEY NOT NULL,
	"app_id" text NOT NULL,
	"config" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine"."idempotency" (
	"function_id" text NOT NULL,
	"key" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_function_id_key_pk" PRIMARY KEY("function_id","key")
);
--> statement-breakpoint
CREATE TABLE "engine"."instances" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine"."queue_items" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"function_id" text NOT NULL,
	"run_id" text,
	"step_id" text,
	"name" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"available_at" timestamp with time zone NOT NULL,
	"sort_at" timestamp with time zone NOT NULL,
	"concurrency_keys" text[] NOT NULL,
	"blocked_on" text,
	"lease_token" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"leased_by" text,
	"leases_lost" integer DEFAULT 0 NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"coalesce" boolean DEFAULT false NOT NULL,
	"race" boolean DEFAULT false NOT NULL,
	"again" boolean DEFAULT false NOT NULL,
	"awaits" text,
	"awaits_if" text,
	"flow_key" text,
	"event_ids" text[],
	"first_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "engine"."runs" (
	"id" text PRIMARY KEY NOT NULL,
	"function_id" text NOT NULL,
	"status" text NOT NULL,
	"event_ids" text[] NOT NULL,
	"event_name" text NOT NULL,
	"priority_seconds" integer DEFAULT 0 NOT NULL,
	"concurrency_keys" text[] NOT NULL,
	"singleton_key" text,
	"parent_run_id" text,
	"parent_step_id" text,
	"throttled_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"output" text,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "engine"."steps" (
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"op" text NOT NULL,
	"failed" boolean NOT NULL,
	"body" text NOT NULL,
	"total_bytes" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone NOT NULL,
	CONSTRAINT "steps_run_id_step_id_pk" PRIMARY KEY("run_id","step_id")
);
--> statement-breakpoint
CREATE TABLE "engine"."throttle_state" (
	"key" text PRIMARY KEY NOT NULL,
	"tat" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "engine_events_received_at" ON "engine"."events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "engine_idempotency_expires_at" ON "engine"."idempotency" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "engine_queue_ready" ON "engine"."queue_items" USING btree ("function_id","sort_at","id") WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "engine_queue_delayed" ON "engine"."queue_items" USING btree ("available_at") WHERE state = 'delayed';--> statement-breakpoint
CREATE INDEX "engine_queue_blocked" ON "engine"."queue_items" USING btree ("blocked_on","sort_at","id") WHERE state = 'blocked';--> statement-breakpoint
CREATE INDEX "engine_queue_leased" ON "engine"."queue_items" USING btree ("lease_until") WHERE state = 'leased';--> statement-breakpoint
CREATE INDEX "engine_queue_run" ON "engine"."queue_items" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "engine_queue_awaits" ON "engine"."queue_items" USING btree ("awaits") WHERE awaits is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "engine_queue_flow" ON "engine"."queue_items" USING btree ("function_id","flow_key") WHERE flow_key is not null and state = 'delayed';--> statement-breakpoint
CREATE UNIQUE INDEX "engine_queue_one_discovery" ON "engine"."queue_items" USING btree ("run_id") WHERE kind = 'discovery';--> statement-breakpoint
CREATE INDEX "engine_runs_created_at" ON "engine"."runs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "engine_runs_function_created_at" ON "engine"."runs" USING btree ("function_id","created_at");--> statement-breakpoint
CREATE INDEX "engine_runs_open" ON "engine"."runs" USING btree ("status") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "engine_runs_ended_at" ON "engine"."runs" USING btree ("ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "engine_runs_singleton" ON "engine"."runs" USING btree ("function_id","singleton_key") WHERE singleton_key is not null and status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "engine_runs_throttled" ON "engine"."runs" USING btree ("throttled_until") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "engine_steps_position" ON "engine"."steps" USING btree ("run_id","position");--> statement-breakpoint
-- A queue rewrites its rows all the time: leave room on each page, and clean up early.
ALTER TABLE "engine"."queue_items" SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
ALTER TABLE "engine"."runs" SET (fillfactor = 80);
