/** Boards and histories of any size, made in the database itself. */
import type { Sql } from "@/lib/db/connect";
import { TIMEFRAMES } from "@/lib/domain/vocabulary";

const MINUTES_AT_ONCE = 43_200;

/** Tracks this many symbols of eight timeframes in all; every tenth series is behind. */
export async function fillSymbols(sql: Sql, symbols: number): Promise<void> {
  await sql`
    insert into tracked_symbols (symbol, asset_class, criticality, timeframes)
    select 'S' || lpad(n::text, 5, '0'), case when n % 10 = 0 then 'crypto' else 'stock' end,
      case when n % 50 = 0 then 'critical' when n % 10 = 0 then 'standard' else 'low_priority' end, ${[...TIMEFRAMES]}
    from generate_series(1, ${symbols}) n on conflict do nothing`;
  await sql`
    insert into feature_freshness (symbol, timeframe, last_computed_at, data_point_count, stored_through)
    select symbol, timeframe, now() - n % 10 * interval '50 minutes', 250, now() - n % 10 * interval '1 day'
    from (select symbol, unnest(timeframes) as timeframe, row_number() over () as n from tracked_symbols) s
    on conflict do nothing`;
  await sql`
    insert into base_streams (symbol, timeframe, answered_through)
    select symbol, unnest(array['1m', '1d']), now() - interval '1 hour' from tracked_symbols on conflict do nothing`;
  await sql`vacuum analyze`;
}

/** Minutes of `symbols` series, from `from` on and after what is there, until each has its share of `bars`. */
export async function fillMinutes(
  sql: Sql,
  { symbols, bars, from }: { symbols: number; bars: number; from: Date },
): Promise<void> {
  await sql`
    insert into series (symbol, timeframe)
    select symbol, '1m' from tracked_symbols order by symbol limit ${symbols} on conflict do nothing`;
  const [there] = await sql<{ minutes: number }[]>`
    select count(*)::int as minutes from candles
    where series_id = (select min(id) from series where timeframe = '1m')`;
  const last = Math.ceil(bars / symbols) - 1;
  // In pieces: one statement's rows would all be checked against the series again at its end.
  for (let first = there?.minutes ?? 0; first <= last; first += MINUTES_AT_ONCE) {
    await sql`
      insert into candles (series_id, opened_at, open, high, low, close, volume)
      select s.id, ${from} + n * interval '1 minute', 100 + n % 7, 108, 99, 101 + n % 5, 1000 + n
      from (select id from series where timeframe = '1m' order by id limit ${symbols}) s,
        generate_series(${first}::int, ${Math.min(first + MINUTES_AT_ONCE - 1, last)}::int) n`;
  }
  await sql`vacuum analyze candles`;
}
