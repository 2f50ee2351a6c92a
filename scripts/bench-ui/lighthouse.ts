/**
 * Lighthouse on the built app, signed in, in the browser that is already open. It is fetched for the occasion (npx): a
 * hundred megabytes that no other command needs.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const VERSION = "lighthouse@13.5.0";
const LIMIT_MS = 240_000;
export const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

type Report = { categories: Record<string, { score: number | null }> };

/** 0 to 100 each. @param debugPort of the browser */
export async function audit(
  url: string,
  { debugPort, cookie }: { debugPort: number; cookie: string },
): Promise<Record<(typeof CATEGORIES)[number], number>> {
  const dir = await mkdtemp(join(tmpdir(), "candlewatch-lighthouse-"));
  try {
    const headers = join(dir, "headers.json");
    const output = join(dir, "report.json");
    await writeFile(headers, JSON.stringify({ cookie }));
    const options = [
      `--port=${debugPort}`,
      "--preset=desktop",
      `--only-categories=${CATEGORIES.join(",")}`,
      `--extra-headers=${headers}`,
      "--disable-storage-reset",
      "--output=json",
      `--output-path=${output}`,
      "--quiet",
    ];
    await promisify(execFile)("npx", ["--yes", VERSION, url, ...options], { timeout: LIMIT_MS });
    const { categories } = JSON.parse(await readFile(output, "utf8")) as Report;
    const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
    return {
      performance: score("performance"),
      accessibility: score("accessibility"),
      "best-practices": score("best-practices"),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
