/** What is measured at each size, with the product's own views and pipeline. */

import { ENDPOINTS } from "@/lib/contract";
import type { Sql } from "@/lib/db/connect";
import { copyBars } from "@/lib/db/queries/candles-write";
import { ensureCandlePartitions } from "@/lib/db/queries/partitions";
import { createLogger } from "@/lib/log";
import { startExecution } from "@/lib/pipeline/start-execution";
import { createMassiveProvider } from "@/lib/provider/massive/massive";
import { viewCoverage } from "@/lib/views/coverage";
import type { ViewDeps } from "@/lib/views/deps";
import { viewHistorical } from "@/lib/views/historical";
import { viewOverview } from "@/lib/views/overview";
import { viewStaleness } from "@/lib/views/staleness";
import { viewStalenessMatrix } from "@/lib/views/staleness-matrix";
import { createViewDeps } from "@/lib/views/testing/view-deps";
import { fillMinutes, fillSymbols } from "./fill";

const SERIES_WITH_BARS = 100;
const FIRST_MINUTE = new Date("2026-01-01T00:00:00Z");
const DAY_MS = 86_400_000;

/** Per thing measured the milliseconds at each size, in the order of the sizes. */
export type Curves = Map<string, number[]>;

type Bench = { sql: Sql; db: ViewDeps["db"] };

export async function measureBoard(curves: Curves, { sql, db, size }: Bench & { size: number }) {
  await fillSymbols(sql, size);
  const deps = createViewDeps(db, { now: new Date() });
  await note(curves, "staleness, summary and 50 rows", () =>
    viewStaleness(deps, ENDPOINTS.staleness.query.parse({ limit: "50" })),
  );
  await note(curves, "health page", () => viewOverview(deps));
  await note(curves, "matrix, whole board", () =>
    viewStalenessMatrix(deps, ENDPOINTS.stalenessMatrix.query.parse({})),
  );
  await noteOnce(curves, "one tick of everything: plan, execution, jobs, event", async () => {
    const pipeline = {
      ...deps,
      policy: () => deps.policy,
      now: () => new Date(),
      log: createLogger({
        level: "error",
        format: "json",
        write: () => undefined,
        now: () => new Date(),
      }),
      queue: {},
      provider: createMassiveProvider({
        baseUrl: "http://127.0.0.1:9",
        apiKey: "none",
        requestsPerMinute: 0,
        burst: 1,
        delayMs: 0,
        timeoutMs: 1_000,
        now: Date.now,
        exchange: deps.exchange,
      }),
    };
    const input = { scope: {}, trigger: "manual", requestedBy: "bench" } as const;
    if ((await startExecution(pipeline, input)) === null) throw new Error("nothing was started");
  });
  await sql`update scheduler_execution_log set status = 'completed', completed_at = now() where status = 'running'`;
  await sql`update symbol_computation_status set status = 'completed' where status = 'pending'`;
}

export async function measureBars(curves: Curves, { sql, db, count }: Bench & { count: number }) {
  const minutesEach = Math.ceil(count / SERIES_WITH_BARS);
  const endMs = FIRST_MINUTE.getTime() + minutesEach * 60_000;
  await ensureCandlePartitions(db, { fromMs: FIRST_MINUTE.getTime(), toMs: endMs + 31 * DAY_MS });
  await fillMinutes(sql, { symbols: SERIES_WITH_BARS, bars: count, from: FIRST_MINUTE });
  const [series] = await sql<{ id: number }[]>`
    select id from series where symbol = 'S00001' and timeframe = '1m'`;
  const bars = Array.from({ length: 20_000 }, (_, n) => ({
    t: endMs + n * 60_000,
    open: 100,
    high: 108,
    low: 99,
    close: 101,
    volume: 1_000 + n,
  }));
  await noteOnce(curves, "20,000 new bars of one series", async () => {
    await copyBars(db, [{ seriesId: series?.id ?? 0, bars, suspects: new Set() }]);
  });
  await sql`delete from candles where series_id = ${series?.id ?? 0} and opened_at >= ${new Date(endMs)}`;
  const deps = createViewDeps(db, { now: new Date(endMs) });
  const day = new Date(endMs - 2 * DAY_MS);
  await note(curves, "one symbol's day of minutes", () =>
    viewHistorical(deps, {
      symbol: "S00001",
      ...ENDPOINTS.historical.query.parse({
        timeframe: "1m",
        start: day.toISOString(),
        end: new Date(day.getTime() + DAY_MS).toISOString(),
        limit: "1000",
      }),
    }),
  );
  await note(curves, "gap report of 100 symbols over a month", () =>
    viewCoverage(
      deps,
      ENDPOINTS.coverage.query.parse({
        timeframe: "1m",
        from: new Date(endMs - 30 * DAY_MS).toISOString().slice(0, 10),
        to: new Date(endMs).toISOString().slice(0, 10),
        limit: "100",
      }),
    ),
  );
  const [size] = await sql<{ bytes: number }[]>`
    select sum(pg_total_relation_size(inhrelid))::float8 as bytes from pg_inherits where inhparent = 'candles'::regclass`;
  keep(curves, BYTES_EACH, (size?.bytes ?? 0) / count);
}

export const BYTES_EACH = "bytes a bar with its index";

async function note(curves: Curves, what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  await work();
  for (let i = 0; i < 5; i += 1) times.push(await timeOf(work));
  keep(curves, what, times.sort((a, b) => a - b)[2] ?? Number.NaN);
}

async function noteOnce(curves: Curves, what: string, work: () => Promise<unknown>): Promise<void> {
  keep(curves, what, await timeOf(work));
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begunAt = performance.now();
  await work();
  return performance.now() - begunAt;
}

function keep(curves: Curves, what: string, value: number): void {
  curves.set(what, [...(curves.get(what) ?? []), value]);
  console.log(`${what}: ${value.toFixed(1)}`);
}
