/** One database per test file, emptied before each test. */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Db } from "@/lib/db/connect";
import { createTestDb, type TestDb } from "@/lib/db/test-db";

const TABLES = `tracked_symbols, series, base_streams, splits, quarantined_bars, coverage_days, coverage_gaps,
  scheduler_execution_log, feature_computation_failures, feature_freshness, symbol_computation_status,
  provider_requests, execution_log_lines, freshness_history, rpo_daily, rpo_slices, rpo_breaches, recovery_incidents, alerts,
  audit_log, policy_versions, settings, scheduler_heartbeats, candles, quant_features`;

/** Call at the top of a test file; the database exists from the first test on. */
export function freshDatabase(): { readonly db: Db } {
  const holder: { database?: TestDb } = {};
  beforeAll(async () => {
    holder.database = await createTestDb();
  });
  afterAll(() => holder.database?.close());
  beforeEach(async () => {
    await holder.database?.db.execute(sql.raw(`truncate ${TABLES} restart identity cascade`));
  });
  return {
    get db() {
      if (!holder.database) throw new Error("the database exists only while tests run");
      return holder.database.db;
    },
  };
}
