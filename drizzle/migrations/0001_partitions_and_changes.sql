-- Partitions: one a month for the last ten years and ahead, one a decade for what is older.
-- ensure_candle_partitions(from, to) is called before a write; it creates what is missing and returns how many.
CREATE FUNCTION ensure_candle_partitions(from_at timestamptz, to_at timestamptz) RETURNS integer
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
          EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
            parent || '_' || suffix, parent, part_from, part_to);
          created := created + 1;
        END IF;
      END IF;
    END LOOP;
    part_from := part_to;
    EXIT WHEN part_from > to_at;
  END LOOP;
  RETURN created;
END $$;
--> statement-breakpoint
-- Every change of what the pages show wakes the listeners, after the commit and once per transaction and topic.
CREATE FUNCTION notify_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('candlewatch_changed', TG_ARGV[0]);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON scheduler_execution_log FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('executions');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON symbol_computation_status FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('jobs');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON feature_freshness FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('freshness');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON feature_computation_failures FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('failures');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON tracked_symbols FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('symbols');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON splits FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('bars');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON quarantined_bars FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('bars');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON coverage_gaps FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('bars');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON base_streams FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('bars');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON alerts FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('alerts');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON settings FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('settings');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON policy_versions FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('settings');
--> statement-breakpoint
CREATE TRIGGER changed AFTER INSERT ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION notify_changed('audit');
