/**
 * `npm run bench:data`: what bars cost, as ratios within one run, on a PostgreSQL of its own. Writes
 * docs/performance/data.json. `--bars 1000000 --symbols 1000`.
 */
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { connectSql } from "@/lib/db/connect";
import { connectDb } from "@/lib/db/connect-db";
import { migrateDatabase } from "@/lib/db/migrate";
import { measureFeatures, measureRollUp } from "./bench-data/measure-computing";
import { measureGaps } from "./bench-data/measure-gaps";
import { measureIngest } from "./bench-data/measure-ingest";
import type { Measured } from "./bench-data/measured";
import { writeReport } from "./performance/write-report";
import { startPostgres } from "./postgres.mjs";
import { reportAndExit } from "./report-and-exit";
import { createScratchDir } from "./scratch-dir";

const { values } = parseArgs({
  options: {
    bars: { type: "string", default: "1000000" },
    symbols: { type: "string", default: "1000" },
  },
});

async function run(): Promise<void> {
  const [bars, symbols] = [Number(values.bars), Number(values.symbols)];
  const dataDir = createScratchDir("bench");
  const server = await startPostgres({ dataDir, durable: true });
  const sql = connectSql(server.url, { max: 2, statementTimeoutMs: 0 });
  const { db, close } = connectDb(server.url, { max: 4, statementTimeoutMs: 0 });
  try {
    await migrateDatabase(server.url);
    const measured: Measured[] = [
      measureFeatures(bars),
      measureRollUp(bars),
      ...(await measureIngest({ db, sql }, bars)),
      await measureGaps({ db, sql }, symbols),
    ];
    await report(measured);
  } finally {
    await close();
    await sql.end({ timeout: 5 });
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function report(measured: readonly Measured[]): Promise<void> {
  return writeReport("data", {
    title: "Bars: storing, rolling up, computing, looking for gaps",
    setting:
      "PostgreSQL 18 with its default durability, on the cores of the load; ratios are of the best of several rounds within one run, taken turn about.",
    command: "npm run bench:data",
    figures: measured.map(({ what, goal, value }) => ({ what, goal, measured: value })),
    notes: measured.flatMap(({ note }) => (note === undefined ? [] : [note])),
  });
}

run().catch(reportAndExit);
