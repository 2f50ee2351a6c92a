/** What the operating system knows about a process id, and how to end one for sure. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 25;

/** True while a process with this id exists, whoever owns it. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isZombie(pid) {
  const stat = readStat(pid);
  return stat !== null && stat[0] === "Z";
}

/** The fields of /proc/<pid>/stat after the command name, or null where there is no /proc. */
export function readStat(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/** Tells two processes with the same id apart; "" where the system doesn't say. */
export function startMark(pid) {
  return readStat(pid)?.[19] ?? "";
}

/** The command line of a process, words joined by spaces; null where the system doesn't say. */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return null;
  }
}

/** Resolves to true once the process is gone, to false when it outlived the limit. */
async function waitUntilGone(pid, limitMs) {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += POLL_MS) {
    if (!isAlive(pid)) return true;
    await sleep(POLL_MS);
  }
  return !isAlive(pid);
}

/** Sends each signal in turn, each with its own patience, until the process is gone. */
export async function endProcess(pid, steps) {
  for (const { signal, patienceMs } of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return true;
    }
    if (await waitUntilGone(pid, patienceMs)) return true;
  }
  return false;
}
