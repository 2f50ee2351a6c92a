CREATE TABLE "error_group_ignores" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"until" timestamp with time zone,
	"more_than" integer,
	"per" varchar(10),
	"reason" text NOT NULL,
	"ignored_by" text NOT NULL,
	"ignored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "error_group_ignores_per" CHECK (per in ('hour', 'total')),
	CONSTRAINT "error_group_ignores_one_end" CHECK (num_nonnulls(until, more_than) = 1 and (more_than is null) = (per is null))
);
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON error_group_ignores FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('failures');
