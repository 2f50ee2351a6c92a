import { existsSync, readFileSync } from "node:fs";

const PEER_FILE = "../shared/docs/peer-figures.md";

/** Requests a second of the FastAPI service that Candlewatch replaces, on the same rows; empty where the file is not there. */
export function readPeers(): Record<string, number | undefined> {
  if (!existsSync(PEER_FILE)) return {};
  const text = readFileSync(PEER_FILE, "utf8");
  const numbers = (label: string) =>
    (text.match(new RegExp(`^\\| ${label}[^|]*\\| ([\\d /]+)`, "m"))?.[1] ?? "")
      .split("/")
      .map(Number);
  const [per100, per500, per1000] = numbers("historical");
  return {
    "scheduler-health": numbers("scheduler-health")[0],
    staleness: numbers("staleness")[0],
    "execution-history": numbers("execution-history")[0],
    100: per100,
    500: per500,
    1000: per1000,
  };
}
