CREATE TABLE "series_snoozes" (
	"symbol" varchar(20) NOT NULL,
	"timeframe" varchar(10) NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"snoozed_by" text NOT NULL,
	"snoozed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "series_snoozes_symbol_timeframe_pk" PRIMARY KEY("symbol","timeframe"),
	CONSTRAINT "series_snoozes_timeframe" CHECK (timeframe in ('1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'))
);
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON series_snoozes FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('freshness');
