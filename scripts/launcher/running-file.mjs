/** What the running launcher tells other commands on this machine (`doctor`, `backup`, `sign-in-link`): private to its user. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NAME = "running.json";

/** @param {Record<string, string>} variables environment variables as the app got them */
export function writeRunning(dataDir, variables) {
  writeFileSync(join(dataDir, NAME), JSON.stringify(variables, null, 2), { mode: 0o600 });
}

export function removeRunning(dataDir) {
  rmSync(join(dataDir, NAME), { force: true });
}

/** Null when nothing runs on this directory (or nothing that came so far). */
export function readRunning(dataDir) {
  try {
    return JSON.parse(readFileSync(join(dataDir, NAME), "utf8"));
  } catch {
    return null;
  }
}
