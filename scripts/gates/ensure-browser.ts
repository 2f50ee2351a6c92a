/** Finds a Chromium for the browser journeys or installs one: Playwright's own, else the system's package manager's. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "../launcher/find-browser.mjs";
import { runCommand } from "./run-command";

/** Null when there is one; otherwise one sentence on what to do. */
export async function ensureBrowser(): Promise<string | null> {
  if (await isRunnable()) return null;
  console.log("… Installing a browser for the journeys (none was found)");
  for (const [command, ...args] of waysToInstall()) {
    if (command === undefined) continue;
    const { failed } = await runCommand(command, args);
    if (failed === 0 && (await isRunnable())) return null;
  }
  return "No browser could be installed. Install Chromium or Chrome, or set CHROME to its program.";
}

/** Started for real: a browser whose libraries are missing is as good as none. */
async function isRunnable(): Promise<boolean> {
  const found = findBrowser();
  if (found === null && !existsSync(chromium.executablePath())) return false;
  try {
    const args = process.getuid?.() === 0 ? ["--no-sandbox", "--disable-dev-shm-usage"] : [];
    const browser = await chromium.launch({
      ...(found === null ? {} : { executablePath: found }),
      args,
    });
    await browser.close();
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message.split("\n")[0] : error);
    return false;
  }
}

function waysToInstall(): string[][] {
  const playwright = join("node_modules", ".bin", "playwright");
  const isRoot = process.getuid?.() === 0;
  const own = [
    [
      playwright,
      "install",
      ...(isRoot ? ["--with-deps"] : []),
      "chromium-headless-shell",
      "chromium",
    ],
  ];
  if (process.platform !== "linux") return own;
  const asRoot = isRoot ? [] : ["sudo", "-n"];
  return [
    ...own,
    [
      ...asRoot,
      "sh",
      "-c",
      "apt-get update && apt-get install -y --no-install-recommends chromium",
    ],
    [...asRoot, "apk", "add", "chromium"],
    [...asRoot, "dnf", "install", "-y", "chromium"],
  ];
}
