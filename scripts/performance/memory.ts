/** What processes hold of the machine's memory. */
import { readFileSync } from "node:fs";
import { commandLine } from "@/scripts/launcher/processes.mjs";
import { readFamily } from "./process-family";

/** In the order in which they are told apart by their command lines. */
const PARTS = [
  ["PostgreSQL", /postgres/],
  ["simulated vendor", /simulator\.ts/],
  ["app", /server\.mjs/],
  ["launcher", /start\.mjs/],
  ["npm", /npm/],
] as const;

/**
 * Megabytes of the process and its descendants by part, memory that several share counted once (PSS).
 * Empty where that can't be read.
 */
export function memoryByPart(pid: number): Map<string, number> {
  const parts = new Map<string, number>();
  for (const { pid: each } of readFamily(pid)) {
    const name = partOf(each);
    const mb = kilobytesOf(`/proc/${each}/smaps_rollup`, "Pss") / 1_024;
    parts.set(name, (parts.get(name) ?? 0) + mb);
  }
  return parts;
}

/** Megabytes that the part's process held at most since it began; NaN when there is none. */
export function peakOfPart(pid: number, part: string): number {
  const found = readFamily(pid).find((process) => partOf(process.pid) === part);
  if (found === undefined) return Number.NaN;
  return kilobytesOf(`/proc/${found.pid}/status`, "VmHWM") / 1_024;
}

function partOf(pid: number): string {
  const command = commandLine(pid) ?? "";
  return PARTS.find(([, pattern]) => pattern.test(command))?.[0] ?? "the rest";
}

/** 0 for a process that has just ended. */
function kilobytesOf(path: string, field: string): number {
  const line = read(path)
    .split("\n")
    .find((text) => text.startsWith(`${field}:`));
  return Number(line?.match(/\d+/)?.[0] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
