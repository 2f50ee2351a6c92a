/**
 * `npm run bench:growth`: how the cost of a board grows with its symbols, and of bars with their number, on a PostgreSQL
 * of its own; writes docs/performance/growth.json. `--symbols 50,500,5000,10000 --millions 1,10`.
 */
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { connectSql } from "@/lib/db/connect";
import { connectDb } from "@/lib/db/connect-db";
import { migrateDatabase } from "@/lib/db/migrate";
import { BYTES_EACH, type Curves, measureBars, measureBoard } from "./bench-growth/measure";
import type { Figure } from "./performance/report";
import { writeReport } from "./performance/write-report";
import { startPostgres } from "./postgres.mjs";
import { reportAndExit } from "./report-and-exit";
import { createScratchDir } from "./scratch-dir";

const { values } = parseArgs({
  options: {
    symbols: { type: "string", default: "50,500,5000,10000" },
    millions: { type: "string", default: "1,10" },
  },
});
const SIZES = values.symbols.split(",").map(Number);
const BAR_COUNTS = values.millions.split(",").map((text) => Number(text) * 1_000_000);
const WORSE_THAN_LINEAR = 1.2;
async function run(): Promise<void> {
  const dataDir = createScratchDir("growth");
  const server = await startPostgres({ dataDir, durable: true });
  const sql = connectSql(server.url, { max: 2, statementTimeoutMs: 0 });
  const { db, close } = connectDb(server.url, { max: 10 });
  try {
    await migrateDatabase(server.url);
    const boards: Curves = new Map();
    for (const size of SIZES) await measureBoard(boards, { sql, db, size });
    const bars: Curves = new Map();
    for (const count of BAR_COUNTS) await measureBars(bars, { sql, db, count });
    await writeReport("growth", {
      title: "Growth",
      setting: `The views and the pipeline called directly, median of five, on boards of ${SIZES.join(", ")} symbols × 8 timeframes and tables of ${BAR_COUNTS.map(inMillions).join(", ")} bars. The ratio is the cost a symbol (or bar) at the largest size to that at the second smallest: 1 is linear, less is better.`,
      command: `npm run bench:growth -- --millions ${values.millions}`,
      figures: [
        ...[...boards].map(([what, times]) => toFigure(what, times, SIZES)),
        ...[...bars].map(([what, times]) => toBarFigure(what, times)),
      ],
      notes: [drawChart(boards)],
    });
  } finally {
    await Promise.all([sql.end({ timeout: 5 }), close()]);
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function toFigure(what: string, times: readonly number[], sizes: readonly number[]): Figure {
  const ratio = costRatio(times, sizes);
  return {
    what,
    goal: "linear or better",
    measured: times.map((ms, i) => `${sizes[i]}: ${ms.toFixed(0)} ms`).join(", "),
    ...(ratio === undefined ? {} : { ratio, met: ratio <= WORSE_THAN_LINEAR }),
  };
}

function toBarFigure(what: string, times: readonly number[]): Figure {
  const last = times.at(-1) ?? Number.NaN;
  const first = times[0] ?? Number.NaN;
  const unit = what === BYTES_EACH ? "B" : "ms";
  const goal = what === BYTES_EACH ? "≤ 120 B" : "flat";
  const met = what === BYTES_EACH ? last <= 120 : last / first <= 2;
  return {
    what,
    goal,
    measured: times
      .map((value, i) => `${inMillions(BAR_COUNTS[i] ?? 0)}: ${value.toFixed(1)} ${unit}`)
      .join(", "),
    ratio: last / first,
    met,
  };
}

/** Cost of one at the largest size to that at the second smallest: the smallest is mostly fixed cost. */
function costRatio(times: readonly number[], sizes: readonly number[]): number | undefined {
  const [last, base] = [times.at(-1), times[1]];
  const [most, few] = [sizes.at(-1), sizes[1]];
  if (last === undefined || base === undefined || most === undefined || few === undefined) return;
  return last / most / (base / few);
}

function inMillions(bars: number): string {
  return `${bars / 1_000_000} M`;
}

function drawChart(curves: Curves): string {
  const most = Math.max(...[...curves.values()].flat());
  return [
    "```mermaid",
    "xychart-beta",
    '  title "milliseconds by number of symbols"',
    `  x-axis [${SIZES.join(", ")}]`,
    `  y-axis "ms" 0 --> ${Math.ceil(most)}`,
    ...[...curves.values()].map(
      (times) => `  line [${times.map((ms) => ms.toFixed(0)).join(", ")}]`,
    ),
    "```",
    "",
    `Lines in the order of the table: ${[...curves.keys()].join("; ")}.`,
  ].join("\n");
}

await run().catch(reportAndExit);
