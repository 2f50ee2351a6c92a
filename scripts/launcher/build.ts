/** Builds the app when its sources are not those of the last build. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { takeLock } from "./lock-file.mjs";
import { announce } from "./steps";
import { StopError } from "./stop-error.mjs";

const SOURCES = [
  "app",
  "components",
  "inngest",
  "lib",
  "public",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "proxy.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const STAMP = ".next/candlewatch-sources";
const LOCK = ".next-build.lock";
const OUTPUT_LINES = 40;

/** Says whether it built; false = the last build is of these very sources. */
export async function buildIfChanged(): Promise<boolean> {
  const sources = hashSources();
  if (isBuiltFrom(sources)) return false;
  const lock = await waitForLock();
  try {
    if (isBuiltFrom(sources)) return false;
    announce("Building the app (only when its sources have changed)");
    rmSync(STAMP, { force: true });
    await runBuild();
    writeFileSync(STAMP, sources);
    return true;
  } finally {
    lock.release();
  }
}

function isBuiltFrom(sources: string): boolean {
  return (
    existsSync(STAMP) && existsSync(".next/BUILD_ID") && readFileSync(STAMP, "utf8") === sources
  );
}

async function waitForLock(): Promise<{ release: () => void }> {
  let hasSaidSo = false;
  for (;;) {
    const lock = takeLock(LOCK);
    if ("release" in lock) return lock;
    if (!hasSaidSo) announce(`Waiting for the build of process ${lock.holder.pid}`);
    hasSaidSo = true;
    await sleep(250);
  }
}

/** Content, not dates: a checkout gives every file a new one. Tests are no sources. */
function hashSources(): string {
  const hash = createHash("sha256").update(process.version);
  for (const path of SOURCES.flatMap(filesBelow)) hash.update(path).update(readFileSync(path));
  return hash.digest("hex");
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (/\.(ts|mjs|json)$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function runBuild(): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const stop = () => child.kill("SIGTERM");
  process.once("exit", stop);
  const code = await new Promise<number | null>((done, failed) => {
    child.once("error", failed);
    child.once("exit", done);
  });
  process.off("exit", stop);
  if (code === 0) return;
  console.error(output.split("\n").slice(-OUTPUT_LINES).join("\n"));
  throw new StopError(
    "The app could not be built; what Next.js said is above.",
    /ENOSPC/.test(output) ? "The disk is full: free some space." : "Correct that and start again.",
  );
}
