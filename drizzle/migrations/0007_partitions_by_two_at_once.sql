-- Two writers that want the same month at the same moment: the second finds it made.
CREATE OR REPLACE FUNCTION ensure_candle_partitions(from_at timestamptz, to_at timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  monthly_from constant timestamptz := date_trunc('month', timestamptz '2016-01-01 00:00:00+00', 'UTC');
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
