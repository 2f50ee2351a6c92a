CREATE TABLE "rpo_breaches" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"criticality" varchar(20) NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"worst_lag_seconds" integer,
	"objective_seconds" integer NOT NULL,
	"reason" varchar(40)
);
--> statement-breakpoint
CREATE TABLE "rpo_slices" (
	"starts_at" timestamp with time zone NOT NULL,
	"criticality" varchar(20) NOT NULL,
	"series_minutes" double precision NOT NULL,
	"breached_minutes" double precision NOT NULL,
	CONSTRAINT "rpo_slices_starts_at_criticality_pk" PRIMARY KEY("starts_at","criticality")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "rpo_breaches_one_open" ON "rpo_breaches" USING btree ("symbol","timeframe") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "idx_rpo_breaches_started_at" ON "rpo_breaches" USING btree ("started_at" DESC NULLS FIRST);