/** Reference files beside the project; tests that need them skip with a sentence when they are absent. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Bar } from "@/lib/domain/bar";

const root = new URL("../../../../shared/data/", import.meta.url);

export const sharedDataMissing = existsSync(root) ? false : "../shared/data is not there";

/** Rows of a CSV (gzipped or not) as records of text. */
export function readSharedCsv(path: string): Record<string, string>[] {
  const bytes = readFileSync(new URL(path, root));
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const [head = "", ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => {
    const values = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  });
}

export function readSharedBars(path: string): Bar[] {
  return readSharedCsv(path).map((row) => ({
    t: Date.parse(row.t ?? ""),
    open: Number(row.open),
    high: Number(row.high),
    low: Number(row.low),
    close: Number(row.close),
    volume: Number(row.volume),
  }));
}
