/**
 * Everything that must hold before a commit, in one run: lint, types, layers, unused code, unit and integration tests,
 * the build, ten rounds of chaos, and the browser journeys. Ends with `N passed, N failed` alone on a line; each gate
 * that counts no tests counts as one.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./gates/ensure-browser";
import { checkLayers } from "./gates/layers";
import { countPlaywright, countVitest } from "./gates/reports";
import { type Outcome, runCommand } from "./gates/run-command";
import { buildIfChanged } from "./launcher/build";
import { StopError } from "./launcher/stop-error.mjs";

type Gate = { name: string; run: () => Promise<Outcome> };

const bin = (name: string) => join("node_modules", ".bin", name);
const reports = mkdtempSync(join(tmpdir(), "candlewatch-gates-"));

/**
 * Two lanes at a time: each spends part of its time waiting, for a database or a clock, while the other computes. The
 * journeys come last, about when the tests have ended: a browser beside them takes more than it gives.
 */
const lanes: Gate[][] = [
  [{ name: "unit and integration tests", run: runVitest }],
  [
    { name: "lint", run: () => runCommand(bin("biome"), ["check", "--error-on-warnings", "."]) },
    { name: "layers", run: checkLayers },
    { name: "unused code", run: () => runCommand(bin("knip"), []) },
    { name: "types", run: checkTypes },
    { name: "build", run: build },
    { name: "ten deaths that lose nothing", run: runChaos },
    { name: "browser journeys", run: runPlaywright },
  ],
];

async function checkTypes(): Promise<Outcome> {
  const generated = await runCommand(bin("next"), ["typegen"]);
  return generated.failed > 0 ? generated : runCommand(bin("tsc"), ["--noEmit"]);
}

async function runVitest(): Promise<Outcome> {
  const report = join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return countVitest(await runCommand(bin("vitest"), args, { isShown: true }), report);
}

async function build(): Promise<Outcome> {
  try {
    await buildIfChanged();
    return { passed: 1, failed: 0, output: "" };
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    return { passed: 0, failed: 1, output: error.message };
  }
}

async function runChaos(): Promise<Outcome> {
  const chaos = ["--import", "./scripts/typescript.mjs", "scripts/chaos.ts", "--rounds", "10"];
  return runCommand(process.execPath, chaos);
}

async function runPlaywright(): Promise<Outcome> {
  const browser = await ensureBrowser();
  if (browser !== null) return { passed: 0, failed: 1, output: browser };
  const report = join(reports, "playwright.json");
  const outcome = await runCommand(bin("playwright"), ["test", "--reporter=list,json"], {
    isShown: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  return countPlaywright(outcome, report);
}

async function runGate({ name, run }: Gate): Promise<Outcome> {
  const begun = performance.now();
  const outcome = await run();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const counts = outcome.passed + outcome.failed > 1 ? `: ${inWords(outcome)}` : "";
  console.log(`${outcome.failed === 0 ? "✓" : "✗"} ${name}${counts} (${seconds} s)`);
  if (outcome.failed > 0 && outcome.output !== "") console.log(`\n${outcome.output.trim()}\n`);
  return outcome;
}

function inWords({ passed, failed, skipped = 0 }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

async function runLane(gates: readonly Gate[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const gate of gates) outcomes.push(await runGate(gate));
  return outcomes;
}

const outcomes = (await Promise.all(lanes.map(runLane))).flat();
rmSync(reports, { recursive: true, force: true });

const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
