/** Five thousand symbols of seven timeframes on the board, without their bars. */
import { connectSql } from "@/lib/db/connect";

const TIMEFRAMES = ["5m", "15m", "30m", "1h", "4h", "1d", "1w"];

export async function fillBoard(databaseUrl: string, symbols: number): Promise<void> {
  const sql = connectSql(databaseUrl, { max: 1, applicationName: "bench-ui" });
  try {
    await sql`
      insert into tracked_symbols (symbol, name, asset_class, criticality, timeframes)
      select 'ZZ' || lpad(i::text, 4, '0'), 'Made up no. ' || i, 'stock', 'low_priority', ${TIMEFRAMES}
      from generate_series(1, ${symbols}) i on conflict do nothing`;
    await sql`
      insert into feature_freshness (symbol, timeframe, last_computed_at, data_point_count, status, stored_through)
      select t.symbol, f.timeframe, now() - (f.place * interval '1 hour'), 500, 'fresh',
        date_trunc('day', now()) - (f.place * interval '7 hours')
      from tracked_symbols t, unnest(t.timeframes) with ordinality f (timeframe, place)
      where t.symbol like 'ZZ%' on conflict do nothing`;
  } finally {
    await sql.end();
  }
}
