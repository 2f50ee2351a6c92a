ALTER TABLE "base_streams" ADD COLUMN "asked_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "provider_requests" ADD COLUMN "throttled_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_requests" ADD COLUMN "page" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
-- Monthly partitions begin in 2020, so that ten years of them stay within 120; what is older shares one a decade.
-- A database that already has months before 2020 gets the rest of them, beside the decade as it was cut then.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_class WHERE relkind = 'r' AND (relname = 'candles_y2010' OR relname ~ '^candles_m201[6-9]')) THEN
    PERFORM ensure_candle_partitions('2010-01-01 00:00:00+00', '2019-12-31 00:00:00+00');
  END IF;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION ensure_candle_partitions(from_at timestamptz, to_at timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  monthly_from constant timestamptz := date_trunc('month', timestamptz '2020-01-01 00:00:00+00', 'UTC');
  part_from timestamptz;
  part_to timestamptz;
  suffix text;
  parent text;
  created integer := 0;
BEGIN
  IF from_at IS NULL OR to_at IS NULL OR from_at > to_at THEN RETURN 0; END IF;
  part_from := from_at;
  LOOP
    IF part_from < monthly_from THEN
      part_from := make_timestamptz((extract(year FROM part_from AT TIME ZONE 'UTC')::int / 10) * 10, 1, 1, 0, 0, 0, 'UTC');
      suffix := 'y' || to_char(part_from AT TIME ZONE 'UTC', 'YYYY');
      part_to := least(part_from + interval '10 years', monthly_from);
    ELSE
      part_from := date_trunc('month', part_from, 'UTC');
      suffix := 'm' || to_char(part_from AT TIME ZONE 'UTC', 'YYYYMM');
      part_to := ((part_from AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
    END IF;
    FOREACH parent IN ARRAY ARRAY['candles', 'quant_features'] LOOP
      IF to_regclass(format('public.%I', parent || '_' || suffix)) IS NULL THEN
        -- Two writers may want the same month: the second waits here and finds it made.
        PERFORM pg_advisory_xact_lock(hashtext('candlewatch.partitions'));
        IF to_regclass(format('public.%I', parent || '_' || suffix)) IS NULL THEN
          -- The name may have been looked up, and remembered as absent, before the other one's commit.
          BEGIN
            EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
              parent || '_' || suffix, parent, part_from, part_to);
            created := created + 1;
          EXCEPTION WHEN duplicate_table THEN NULL;
          END;
        END IF;
      END IF;
    END LOOP;
    part_from := part_to;
    EXIT WHEN part_from > to_at;
  END LOOP;
  RETURN created;
END $$;
