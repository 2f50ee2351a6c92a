/** The import rules, with proof that files were looked at: a parser that finds no modules would report no violations. */
import { join } from "node:path";
import { type Outcome, runCommand } from "./run-command";

const LEAST_MODULES = 100;
const ROOMS = ["app", "components", "inngest", "lib", "e2e", "scripts"];

export async function checkLayers(): Promise<Outcome> {
  const depcruise = join("node_modules", ".bin", "depcruise");
  const outcome = await runCommand(depcruise, [...ROOMS, "--config", ".dependency-cruiser.mjs"]);
  if (outcome.failed > 0) return outcome;
  const modules = Number(/\((\d+) modules/.exec(outcome.output)?.[1] ?? 0);
  if (modules >= LEAST_MODULES) return outcome;
  const output = `dependency-cruiser looked at ${modules} modules; there are at least ${LEAST_MODULES}.\n${outcome.output}`;
  return { passed: 0, failed: 1, output };
}
