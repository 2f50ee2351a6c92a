ALTER TABLE "quant_features" ALTER COLUMN "hh" SET DATA TYPE smallint USING "hh"::int;--> statement-breakpoint
ALTER TABLE "quant_features" ALTER COLUMN "hl" SET DATA TYPE smallint USING "hl"::int;--> statement-breakpoint
ALTER TABLE "quant_features" ALTER COLUMN "lh" SET DATA TYPE smallint USING "lh"::int;--> statement-breakpoint
ALTER TABLE "quant_features" ALTER COLUMN "ll" SET DATA TYPE smallint USING "ll"::int;--> statement-breakpoint
ALTER TABLE "base_streams" ADD COLUMN "answered_through" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "base_streams" ADD COLUMN "fetch_remaining" "tstzmultirange" DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "base_streams" ADD COLUMN "rollup_dirty" "tstzmultirange" DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "bar_count" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "first_opened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "last_opened_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "series" ADD COLUMN "dirty_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "symbol_computation_status" ADD COLUMN "run_id" text;--> statement-breakpoint
ALTER TABLE "base_streams" DROP COLUMN "fetch_cursor";--> statement-breakpoint
ALTER TABLE "base_streams" DROP COLUMN "fetch_to";