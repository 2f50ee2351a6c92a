/** Which processes an instance consists of, read from its data directory and the process table (Linux). */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { commandLine, readStat } from "@/scripts/launcher/processes.mjs";

export type InstancePart = "app" | "postgres" | "launcher" | "simulator";

/** Process id of each part that is running. */
export function instanceProcesses(dataDir: string): Partial<Record<InstancePart, number>> {
  const found: Partial<Record<InstancePart, number>> = {};
  const postmaster = Number(pidFileOf(dataDir)[0]);
  if (postmaster > 0 && existsSync(`/proc/${postmaster}`)) found.postgres = postmaster;
  const launcher = holderOf(dataDir);
  if (launcher === null) return found;
  found.launcher = launcher;
  for (const pid of childrenOf(launcher)) {
    const command = commandLine(pid) ?? "";
    if (command.includes("scripts/server.mjs")) found.app = pid;
    if (command.includes("scripts/simulator.ts")) found.simulator = pid;
  }
  return found;
}

/** Address of the embedded server that runs on the directory; it listens on a socket only. */
export function databaseUrlOf(dataDir: string): string {
  const socketDir = pidFileOf(dataDir)[4] ?? "";
  return `postgres://candlewatch@localhost/candlewatch?host=${encodeURIComponent(socketDir)}`;
}

function pidFileOf(dataDir: string): string[] {
  try {
    return readFileSync(join(resolve(dataDir), "postgres", "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

function holderOf(dataDir: string): number | null {
  try {
    const text = readFileSync(join(resolve(dataDir), "launcher.lock"), "utf8");
    const { pid } = JSON.parse(text) as { pid: number };
    return existsSync(`/proc/${pid}`) ? pid : null;
  } catch {
    return null;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  const parent = readStat(pid)?.[1];
  return parent === undefined ? null : Number(parent);
}
