/** Ticks of the schedules as the embedded engine kept them. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { msOf, rowsOf } from "@/lib/db/queries/run";

export type ScheduleTick = {
  /** The part of the function's id after `schedule-`. */
  key: string;
  /** When it was due, and when the engine made a run of it. */
  dueMs: number;
  firedMs: number;
  status: string;
  /** JSON of what the function returned, as text. */
  output: string | null;
};

/** Newest first. Empty when an Inngest server runs the functions. */
export function selectScheduleTicks(db: Db, limit: number): Promise<ScheduleTick[]> {
  return rowsOf<ScheduleTick>(
    db,
    sql`select substring(r.function_id from 'schedule-(.*)$') as key,
        (e.payload::json ->> 'ts')::float8 as "dueMs", ${msOf("r.created_at")} as "firedMs",
        r.status, r.output
      from engine.runs r join engine.events e on e.id = r.event_ids[1]
      where r.function_id ~ '(^|-)schedule-' and r.event_name = 'inngest/scheduled.timer'
      order by r.created_at desc, r.id desc limit ${limit}`,
  );
}
