/** The gap report of many symbols over two years, from the per-day counts. */

import { loadPolicy } from "@/lib/config/policy";
import type { Db, Sql } from "@/lib/db/connect";
import { createCalendar } from "@/lib/domain/calendar";
import { createLogger } from "@/lib/log";
import { findGaps } from "@/lib/pipeline/reask-gaps";
import { createCsvProvider } from "@/lib/provider/csv/csv";
import { type Measured, round } from "./measured";

const NOW = new Date("2026-11-20T06:00:00Z");
const YEARS = 2;

export async function measureGaps(
  { db, sql }: { db: Db; sql: Sql },
  symbols: number,
): Promise<Measured> {
  await sql`insert into tracked_symbols (symbol, asset_class, criticality, timeframes)
    select 'GAP' || n, 'stock', 'standard', array['1m', '1d'] from generate_series(1, ${symbols}) as n`;
  await sql`insert into base_streams (symbol, timeframe, stored_from, stored_through, answered_through)
    select 'GAP' || n, tf, '2024-11-20', '2026-11-19', '2026-11-20'
    from generate_series(1, ${symbols}) as n, unnest(array['1m', '1d']) as tf`;
  // Every weekday but one in two hundred; holidays are counted too, and are no sessions.
  await sql`insert into coverage_days (symbol, timeframe, day, bar_count)
    select 'GAP' || n, tf, day::date, case tf when '1m' then 800 else 1 end
    from generate_series(1, ${symbols}) as n, unnest(array['1m', '1d']) as tf,
      generate_series('2024-11-20'::date, '2026-11-19'::date, '1 day') as day
    where extract(isodow from day) < 6 and (n + extract(doy from day)::int) % 200 <> 0`;
  await sql`analyze coverage_days`;
  const policy = loadPolicy("config/rto_rpo_config.yaml");
  const deps = {
    db,
    provider: createCsvProvider({ directory: "." }),
    exchange: createCalendar(),
    policy: () => policy,
    now: () => NOW,
    log: createLogger({ level: "error", format: "json", write: () => undefined, now: () => NOW }),
  };
  globalThis.gc?.();
  const heapBefore = process.memoryUsage().heapUsed;
  const begunAt = performance.now();
  const first = await findGaps(deps);
  const firstMs = performance.now() - begunAt;
  const againAt = performance.now();
  await findGaps(deps);
  const againMs = performance.now() - againAt;
  const heapMb = (process.memoryUsage().heapUsed - heapBefore) / 1e6;
  const days = first.reduce((sum, gap) => sum + gap.days.length, 0);
  return {
    what: `gap report of ${symbols.toLocaleString("en")} symbols × ${YEARS} years, minutes and days: first, and again`,
    goal: "no bar loaded",
    value: `${round(firstMs / 1000)} s, ${round(againMs / 1000)} s (${days.toLocaleString("en")} sessions to ask for)`,
    figures: { firstMs: round(firstMs), againMs: round(againMs), heapMb: round(heapMb, 1), days },
    note: "The gap report reads one row a symbol, with its days as arrays; the first one also writes the gaps it finds.",
  };
}
