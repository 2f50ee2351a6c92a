/** What recovery points were kept: beside `rpo_daily`, the fine slices that burn rates need, and each breach with its course. */
import { sql } from "drizzle-orm";
import {
  bigserial,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  timestamp,
  uniqueIndex,
  varchar,
} from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Minutes of five minutes of the clock, per criticality; kept for three days. */
export const rpoSlices = pgTable(
  "rpo_slices",
  {
    startsAt: at("starts_at").notNull(),
    criticality: varchar("criticality", { length: 20 }).notNull(),
    seriesMinutes: doublePrecision("series_minutes").notNull(),
    breachedMinutes: doublePrecision("breached_minutes").notNull(),
  },
  (t) => [primaryKey({ columns: [t.startsAt, t.criticality] })],
);

/** One stretch in which a series was beyond its recovery point objective. */
export const rpoBreaches = pgTable(
  "rpo_breaches",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    symbol: varchar("symbol", { length: 20 }).notNull(),
    timeframe: varchar("timeframe", { length: 10 }).notNull(),
    criticality: varchar("criticality", { length: 20 }).notNull(),
    /** When the oldest bar that is missing was due. */
    dueAt: at("due_at").notNull(),
    /** When the loss grew beyond the objective, in market time. */
    startedAt: at("started_at").notNull(),
    endedAt: at("ended_at"),
    /** Market time lost at the end; null while it lasts. */
    worstLagSeconds: integer("worst_lag_seconds"),
    objectiveSeconds: integer("objective_seconds").notNull(),
    reason: varchar("reason", { length: 40 }),
  },
  (t) => [
    uniqueIndex("rpo_breaches_one_open").on(t.symbol, t.timeframe).where(sql`ended_at is null`),
    index("idx_rpo_breaches_symbol").on(t.symbol, t.startedAt.desc().nullsFirst()),
    index("idx_rpo_breaches_started_at").on(t.startedAt.desc().nullsFirst()),
  ],
);
