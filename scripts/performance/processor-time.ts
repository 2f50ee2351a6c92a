import { readFamily } from "./process-family";

/** Milliseconds that the process and its descendants have used, ended ones included; null where that can't be read. */
export function processorTimeMs(pid: number): number | null {
  const family = readFamily(pid);
  if (family.length === 0) return null;
  return family.reduce((sum, { processorMs }) => sum + processorMs, 0);
}
