/** What the freshness rows say now, and what the history said last. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowsOf } from "./run";

export type SweptState = {
  status: string;
  historyStatus: string | null;
  historyDataStatus: string | null;
  historyReason: string | null;
};

/** By `SYMBOL timeframe`. Rows are written by jobs too, so the history is compared with its own newest entry. */
export async function selectSweptStates(db: Db): Promise<Map<string, SweptState>> {
  const rows = await rowsOf<SweptState & { key: string }>(
    db,
    sql`select f.symbol || ' ' || f.timeframe as key, f.status, h.status as "historyStatus",
        h.data_status as "historyDataStatus", h.reason as "historyReason"
      from feature_freshness f
      left join lateral (
        select status, data_status, reason from freshness_history h
        where h.symbol = f.symbol and h.timeframe = f.timeframe order by changed_at desc, id desc limit 1
      ) h on true`,
  );
  return new Map(rows.map(({ key, ...state }) => [key, state]));
}
