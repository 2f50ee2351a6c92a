/** A process and everything it started, as Linux tells it. */
import { readdirSync } from "node:fs";
import { readStat } from "@/scripts/launcher/processes.mjs";

/** Of a second; the kernel's unit on every Linux that Node runs on. */
const TICK_MS = 10;

type Process = {
  pid: number;
  parent: number;
  /** Of the processors, ended children included. */
  processorMs: number;
};

/** Empty when it has ended, and where there is no /proc. */
export function readFamily(pid: number): Process[] {
  const processes = readProcesses();
  if (!processes.some((process) => process.pid === pid)) return [];
  const family = new Set([pid]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid: child, parent } of processes) if (family.has(parent)) family.add(child);
  }
  return processes.filter((process) => family.has(process.pid));
}

function readProcesses(): Process[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readProcess(Number(name)));
  } catch {
    return [];
  }
}

/** None when it has just ended. */
function readProcess(pid: number): Process[] {
  const fields = readStat(pid);
  if (fields === null) return [];
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return [{ pid, parent: Number(fields[1]), processorMs: ticks * TICK_MS }];
}
