/**
 * `npm run bench:data`: what bars cost, as ratios within one run, on a PostgreSQL of its own. Writes
 * docs/performance/data.md and data.json. `--bars 1000000 --symbols 1000`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connectSql } from "@/lib/db/connect";
import { connectDb } from "@/lib/db/connect-db";
import { migrateDatabase } from "@/lib/db/migrate";
import { measureFeatures, measureRollUp } from "./bench-data/measure-computing";
import { measureGaps } from "./bench-data/measure-gaps";
import { measureIngest } from "./bench-data/measure-ingest";
import type { Measured } from "./bench-data/measured";
import { startPostgres } from "./postgres.mjs";
import { reportAndExit } from "./report-and-exit";

const { values } = parseArgs({
  options: {
    bars: { type: "string", default: "1000000" },
    symbols: { type: "string", default: "1000" },
  },
});

async function run(): Promise<void> {
  const [bars, symbols] = [Number(values.bars), Number(values.symbols)];
  const load = loadavg()[0] ?? 0;
  const dataDir = mkdtempSync(join(tmpdir(), "candlewatch-bench-"));
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
    await report(measured, load);
  } finally {
    await close();
    await sql.end({ timeout: 5 });
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function report(measured: readonly Measured[], load: number): Promise<void> {
  const rows = measured.map(({ what, goal, value }) => `| ${what} | ${goal} | ${value} |`);
  for (const row of rows) console.log(row);
  const notes = measured.flatMap(({ note }) => (note ? [`- ${note}`] : []));
  const text = `## Bars: storing, rolling up, computing, looking for gaps

PostgreSQL 18 with its default durability, Node ${process.versions.node}, 2 cores shared with the load; load average ${load.toFixed(1)} at the
start. Ratios are of the best of several rounds within one run, taken turn about;\nat a high load run it again on a quiet machine before quoting any number. Made by \`npm run bench:data\`.

| what | goal | measured |
| --- | --- | --- |
${rows.join("\n")}

${notes.join("\n")}
`;
  await mkdir("docs/performance", { recursive: true });
  await writeFile("docs/performance/data.md", text);
  await writeFile("docs/performance/data.json", `${JSON.stringify({ load, measured }, null, 2)}\n`);
}

run().catch(reportAndExit);
