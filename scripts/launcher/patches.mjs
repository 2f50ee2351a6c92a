/**
 * Notes which patches the packages were given, so that a changed patch installs them again. Plain JavaScript
 * without dependencies, like all that runs before anything is installed.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMP = join("node_modules", ".patches-applied");

/** Whether the packages below `root` were given exactly the patches that lie there now. */
export function arePatchesApplied(root) {
  const stamp = join(root, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hashPatches(root);
}

export function notePatches(root) {
  writeFileSync(join(root, STAMP), hashPatches(root));
}

/** Content and names, not dates: a checkout gives every file a new one. */
function hashPatches(root) {
  const folder = join(root, "patches");
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const hash = createHash("sha256");
  for (const name of files) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}
