/** The directory with everything the app keeps on disk: claimed by one launcher, checked for room, with its secrets. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { takeLock } from "./lock-file.mjs";
import { explainFileProblem, StopError } from "./stop-error.mjs";

export const LOCK_NAME = "launcher.lock";
/** An empty cluster with its log takes about 100 MB; below this PostgreSQL would stop in mid-work. */
const LEAST_FREE_BYTES = 300_000_000;

/**
 * Claims the directory for this process.
 *
 * @throws StopError when another launcher holds it, it can't be written, or the disk is full
 */
export function claimDataDir(dataDir: string, address: string): { release: () => void } {
  const path = resolve(dataDir);
  try {
    mkdirSync(join(path, "logs"), { recursive: true });
    const lock = takeLock(join(path, LOCK_NAME), { address });
    if ("release" in lock) {
      requireRoom(path);
      return lock;
    }
    throw new StopError(
      `${path} is in use by process ${lock.holder.pid}${describeAddress(lock.holder)}.`,
      "Stop that one first, or set DATA_DIR to another directory.",
    );
  } catch (error) {
    throw explainFileProblem(error, path) ?? error;
  }
}

function describeAddress(holder: Record<string, unknown>): string {
  return typeof holder.address === "string" ? ` (${holder.address})` : "";
}

function requireRoom(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  const freeBytes = bavail * bsize;
  if (freeBytes >= LEAST_FREE_BYTES) return;
  throw new StopError(
    `The disk that holds ${path} is full: ${Math.round(freeBytes / 1e6)} MB free, ${LEAST_FREE_BYTES / 1e6} MB needed.`,
    "Free some space or set DATA_DIR to a directory on another disk.",
  );
}

/** Made once and kept, readable by this user alone. */
export function keptSecret(dataDir: string, name: string): string {
  const path = join(resolve(dataDir), "secrets", name);
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  mkdirSync(join(resolve(dataDir), "secrets"), { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString("hex");
  writeFileSync(path, secret, { mode: 0o600 });
  return secret;
}
