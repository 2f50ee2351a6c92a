/** Bars that validation refused: kept with the reason, counted when they come again. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import type { Bar } from "@/lib/domain/bar";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";

export type RefusedBar = { bar: Bar; reason: string };

/** JSON has no NaN and no infinity: such values are kept as text. */
const asJson = (bar: Bar) =>
  JSON.stringify(bar, (_key, value) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );

/** The same bar refused for the same reason is one row, seen again. */
export async function upsertQuarantine(
  db: Db,
  input: {
    symbol: string;
    timeframe: BaseTimeframe;
    executionId: string | null;
    requestId: string | null;
    refused: readonly RefusedBar[];
  },
): Promise<void> {
  for (const { bar, reason } of input.refused) {
    const openedMs = Number.isFinite(bar.t) ? bar.t : null;
    await db.execute(sql`
      insert into quarantined_bars (symbol, timeframe, opened_at, bar, reason, execution_id, request_id)
      values (${input.symbol}, ${input.timeframe}, to_timestamp(${openedMs}::float8 / 1000), ${asJson(bar)}::jsonb,
        ${reason}, ${input.executionId}, ${input.requestId})
      on conflict (symbol, timeframe, opened_at, reason) do update set bar = excluded.bar,
        execution_id = excluded.execution_id, request_id = excluded.request_id,
        seen_count = quarantined_bars.seen_count + 1, last_seen_at = now()`);
  }
}
