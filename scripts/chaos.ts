/**
 * Kills a random part of a running instance at a random instant, again and again, and holds what it stored against an
 * undisturbed run. `npm run chaos -- --rounds 200 [--seed 7] [--report-file FILE]`; the seed makes a sweep repeatable.
 */
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { ChaosLab } from "./chaos/chaos-lab";
import { reportRounds, summaryOf } from "./chaos/report";
import type { InstancePart } from "./instance/instance-processes";
import { createScratchDir } from "./scratch-dir";
import { seededRandom } from "./seeded-random";

const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    "report-file": { type: "string" },
  },
});
const rounds = Number(flags.rounds);
const seed = Number(flags.seed);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.error("Usage: npm run chaos -- --rounds 10 --seed 1 (whole numbers, at least one round)");
  process.exit(2);
}

/** The engine lives in the app's process: to kill one is to kill the other. */
const VICTIMS: readonly InstancePart[] = ["app", "postgres", "app", "simulator", "app", "launcher"];

const directory = createScratchDir("chaos");
const random = seededRandom(seed);
const lab = await ChaosLab.open(directory);
try {
  const { durationMs, lines } = await lab.undisturbed();
  console.log(`undisturbed: ${durationMs} ms, ${lines} lines to compare (seed ${seed})`);
  const done = [];
  for (let number = 1; number <= rounds; number += 1) {
    const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? "app";
    const afterMs = Math.floor(random() * durationMs);
    const round = await lab.disturbed({ number, victim, afterMs });
    done.push(round);
    const { lost, repeated, finished, recoveryMs } = round;
    const isFine = finished && lost.length + repeated.length === 0;
    const wrong = [...lost.map((line) => `- ${line}`), ...repeated.map((line) => `+ ${line}`)];
    console.log(
      `round ${number}: killed ${victim} after ${afterMs} ms, working again after ${recoveryMs} ms: ${isFine ? "ok" : `WRONG${finished ? "" : ", unfinished"}\n  ${wrong.join("\n  ")}`}`,
    );
  }
  const summary = summaryOf(done);
  console.log(
    `${rounds} rounds, seed ${seed}: ${summary.lost} lost, ${summary.repeated} repeated, ${summary.unfinished} unfinished, slowest recovery ${summary.slowestRecoveryMs} ms`,
  );
  const report = flags["report-file"];
  if (report !== undefined) reportRounds(report, { seed, rounds: done });
  process.exitCode = summary.lost + summary.repeated + summary.unfinished === 0 ? 0 : 1;
} finally {
  await lab.close();
  rmSync(directory, { recursive: true, force: true });
}
