/** Says whether node_modules is what the lock file and the patches ask for. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { arePatchesApplied } from "./patches.mjs";
import { StopError } from "./stop-error.mjs";

/** True when node_modules holds exactly the lock file's versions, patched as now; what is for other platforms may be missing. */
export function isInstalled(root) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (present === null) return false;
  if (wanted === null) {
    throw new StopError("package-lock.json is missing.", "Restore it from the repository.");
  }
  if (!arePatchesApplied(root)) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "") return true;
    const installed = present[path];
    if (installed === undefined) return optional === true;
    return installed.version === version && existsSync(join(root, path));
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return null;
  }
}
