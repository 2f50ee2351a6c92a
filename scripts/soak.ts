/**
 * A week of schedule, compressed: `npm run soak [-- --days 7] [--minutes 8]`. Every quarter of an hour of the simulated
 * market is lived through as fast as the work allows; memory, connections, sizes and stuck work are drawn over time.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startPostgres } from "./postgres.mjs";
import { createScratchDir } from "./scratch-dir";
import { drawSoak, type TimedSample } from "./soak/draw-soak";
import { openSoakLab } from "./soak/soak-lab";

const { values: flags } = parseArgs({
  options: {
    days: { type: "string", default: "7" },
    minutes: { type: "string", default: "8" },
  },
});
const days = Number(flags.days);
const minutes = Number(flags.minutes);
if (!(days > 0 && days <= 60 && minutes > 0)) {
  console.error(
    "Usage: npm run soak -- --days 7 --minutes 8 (days of schedule, at most 60; longest real time)",
  );
  process.exit(2);
}

const START_MS = Date.parse("2026-06-01T00:00:00Z");
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const BEGIN = "<!-- soak: written by `npm run soak` -->";
const END = "<!-- end of soak -->";

const dataDir = createScratchDir("soak");
const postgres = await startPostgres({ dataDir });
const samples: TimedSample[] = [];
const begunAt = performance.now();
let ticks = 0;
try {
  const lab = await openSoakLab(postgres.url, START_MS);
  for (let atMs = START_MS; atMs <= START_MS + days * DAY_MS; atMs += QUARTER_MS) {
    if (performance.now() - begunAt > minutes * 60_000) break;
    await lab.live(atMs);
    ticks += 1;
    if (atMs % (4 * QUARTER_MS) === 0)
      samples.push({ day: (atMs - START_MS) / DAY_MS, ...(await lab.sample()) });
  }
  await lab.close();
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
const isWhole = ticks > (days * DAY_MS) / QUARTER_MS;
write();
process.exitCode = isWhole && samples.every(({ stuck }) => stuck === 0) ? 0 : 1;

function write(): void {
  const [first, last] = [samples[Math.min(24, samples.length - 1)], samples.at(-1)];
  if (first === undefined || last === undefined) return;
  const took = Math.round((performance.now() - begunAt) / 1000);
  const sentence = `${last.day.toFixed(1)} days of schedule (${ticks} ticks, 4 symbols) in ${took} s: heap ${first.heapMb} MB after ${first.day.toFixed(1)} days and ${last.heapMb} MB at the end, ${last.connections} connections, database ${last.databaseMb} MB with ${last.bars.toLocaleString("en")} bars, stuck at most ${Math.max(...samples.map(({ stuck }) => stuck))}.`;
  console.log(sentence);
  if (!isWhole) {
    console.error(
      `Only ${last.day.toFixed(1)} of ${days} days fitted into ${minutes} minutes; no report is written.`,
    );
    return;
  }
  writeFileSync("docs/images/soak.svg", drawSoak(samples));
  const page = readFileSync("docs/reliability.md", "utf8");
  const [before = "", rest = ""] = page.split(BEGIN);
  const after = rest.split(END)[1] ?? "";
  const section = `${sentence}\n\n![Memory, connections, sizes and stuck work over the days](images/soak.svg)\n`;
  writeFileSync("docs/reliability.md", `${before}${BEGIN}\n${section}${END}${after}`);
}
