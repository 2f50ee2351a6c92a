/**
 * Ends engines in every way there is, and compares what is left with an undisturbed run: before and after every commit,
 * one of two under the product's own backfill, at random, one of two, stopped past the lease, without a database, on
 * silent connections, with a jumping clock.
 * `npm run kill-sweep` starts a PostgreSQL of its own. Ends with `0 lost, 0 repeated`, or with 1.
 */
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { backfillOnTwo, judgeBackfill } from "./kill-sweep/backfill-trial";
import { assembleCrew } from "./kill-sweep/crew";
import { createTemplate } from "./kill-sweep/harness";
import {
  jumpClock,
  killAtCommit,
  killAtRandom,
  killOneOfTwo,
  type Ring,
  restartDatabase,
  silenceConnections,
  stallPastLease,
  undisturbedRun,
  type Verdict,
} from "./kill-sweep/trials";
import { startPostgres } from "./postgres.mjs";
import { createScratchDir } from "./scratch-dir";
import { seededRandom } from "./seeded-random";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "commits,backfill,random,two,stall,restart,silence,clock" },
    from: { type: "string", default: "1" },
    rounds: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
  },
});
const HOUR_MS = 3_600_000;
const wanted = new Set(options.only.split(","));
const rounds = Number(options.rounds);
const random = seededRandom(Number(options.seed));
const upTo = (ms: number) => Math.floor(random() * ms);

const dataDir = createScratchDir("kill-sweep");
let server = await startPostgres({ dataDir });
const crew = assembleCrew(2);
const template = await createTemplate(server.url);
const base = { serverUrl: server.url, template: template.name, crew };
const total = { kills: 0, lost: 0, repeated: 0 };

try {
  const one = await undisturbedRun(base, 1);
  const three = await undisturbedRun(base, 3);
  const ring: Ring = {
    ...base,
    undisturbed: new Map([
      [1, one.state],
      [3, three.state],
    ]),
  };
  console.log(`${one.commits} commits in an undisturbed run, seed ${options.seed}`);
  if (wanted.has("commits")) await everyCommit(ring, one.commits);
  if (wanted.has("backfill")) await backfillAtAnyStage();
  for (let round = 1; round <= rounds; round++) await oneRound(ring, round);
} finally {
  crew.dismiss();
  await template.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
console.log(`${total.kills} disturbances: ${total.lost} lost, ${total.repeated} repeated`);
process.exit(total.lost + total.repeated === 0 ? 0 : 1);

async function everyCommit(ring: Ring, commits: number) {
  for (let killAt = Number(options.from); killAt <= commits; killAt++) {
    for (const killWhen of ["before", "after"] as const) {
      await judge(`killed ${killWhen} commit ${killAt}`, killAtCommit(ring, killAt, killWhen));
    }
  }
}

/** Of 40 jobs so many are done when one of the two engines dies. */
async function backfillAtAnyStage() {
  const wantedTraces = await backfillOnTwo(base, null);
  for (const jobs of [0, 10, 20, 30]) {
    const trial = backfillOnTwo(base, jobs).then((found) => judgeBackfill(wantedTraces, found));
    await judge(`a backfill's engine killed after ${jobs} jobs`, trial);
  }
}

async function oneRound(ring: Ring, round: number) {
  const trials: Record<string, () => Promise<Verdict>> = {
    random: () => killAtRandom(ring, [upTo(1_500), upTo(1_500), upTo(1_500)], 3),
    two: () => killOneOfTwo(ring, upTo(800), 3),
    stall: () => stallPastLease(ring, upTo(1_200)),
    restart: () => restartDatabase(ring, upTo(900), round % 2 === 0 ? stopAndStart : crashAndStart),
    silence: () => silenceConnections(ring, upTo(900)),
    clock: () => jumpClock(ring, upTo(600), round % 2 === 0 ? HOUR_MS : -HOUR_MS),
  };
  for (const [name, trial] of Object.entries(trials)) {
    if (wanted.has(name)) await judge(`round ${round}: ${name}`, trial());
  }
}

async function stopAndStart() {
  await server.stop();
  server = await startPostgres({ dataDir });
}

async function crashAndStart() {
  if (server.pid !== undefined) process.kill(server.pid, "SIGKILL");
  await server.exited;
  server = await startPostgres({ dataDir });
}

async function judge(name: string, trial: Promise<Verdict>) {
  const startedAt = Date.now();
  const { kills, lost, repeated } = await trial;
  total.kills += kills;
  total.lost += lost;
  total.repeated += repeated;
  const note = kills === 0 ? " (over before)" : "";
  console.log(`${name}: ${lost} lost, ${repeated} repeated, ${Date.now() - startedAt} ms${note}`);
}
