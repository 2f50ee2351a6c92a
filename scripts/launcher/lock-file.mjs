/** A file that only one living process holds; what a dead one left behind is taken over. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isAlive, startMark } from "./processes.mjs";

/**
 * @param {string} path
 * @param {Record<string, unknown>} [details] stored beside the process id, for whoever is refused
 * @returns {{ holder: { pid: number } & Record<string, unknown> } | { release: () => void }}
 */
export function takeLock(path, details = {}) {
  const mine = { pid: process.pid, mark: startMark(process.pid), ...details };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    for (;;) {
      try {
        // Atomic, and fails when the file exists.
        linkSync(draft, path);
        return { release: () => release(path) };
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const holder = readHolder(path);
      if (holder !== null && isHeld(holder)) return { holder };
      setAside(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds it now; null when nobody living does. */
export function lockHolder(path) {
  const holder = readHolder(path);
  return holder !== null && isHeld(holder) ? holder : null;
}

function isHeld({ pid, mark }) {
  return Number.isInteger(pid) && isAlive(pid) && startMark(pid) === mark;
}

function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** Renaming is atomic; should a new holder have come between reading and renaming, it gets its lock back. */
function setAside(path) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    const holder = readHolder(aside);
    if (holder !== null && isHeld(holder)) linkSync(aside, path);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  }
  rmSync(aside, { force: true });
}

function release(path) {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}
