/** What `npm start` and `npm test` share before anything is installed: the packages, and the right Node. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isInstalled } from "./packages.mjs";
import { arePatchesApplied } from "./patches.mjs";
import { StopError } from "./stop-error.mjs";
import { onNpmGone } from "./watch-npm.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const OLDEST_NODE = [20, 9];
/** The first major that strips types and lets hooks resolve our imports. */
const RUNTIME_MAJOR = 24;

/** What Node compiled once, this process and every one after it starts with: half the processor time of a start. */
const compileCache = join(root, "node_modules", ".cache", "node-compile");

/** Installs what is missing, then runs the script in this process or, under an older Node, in a child. */
export async function runUnderProjectNode(script) {
  try {
    requireNode();
    process.chdir(root);
    installPackages();
    onNpmGone(() => process.kill(process.pid, "SIGTERM"));
    const path = join(root, "scripts", script);
    keepCompiled();
    if (major(process.version) >= RUNTIME_MAJOR) {
      await import(new URL("../typescript.mjs", import.meta.url).href);
      await import("./give-back-memory.mjs");
      await import(pathToFileURL(path).href);
      return;
    }
    process.exitCode = await runChild(projectNode(), path);
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    console.error(`\n✗ ${error.message}`);
    process.exitCode = 1;
  }
}

/** For this process and, by the environment, for all that it starts. */
function keepCompiled() {
  process.env.NODE_COMPILE_CACHE ??= compileCache;
  // Absent from the Node 20 that may read this file.
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}

function major(version) {
  return Number.parseInt(version.replace("v", ""), 10);
}

function requireNode() {
  const [have, minor] = process.versions.node.split(".").map(Number);
  if (have > OLDEST_NODE[0] || (have === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new StopError(
    `This is Node ${process.versions.node}; ${OLDEST_NODE.join(".")} or later is needed.`,
    "Install a current Node from https://nodejs.org.",
  );
}

function installPackages() {
  if (isInstalled(root)) return;
  const startedAt = Date.now();
  process.stdout.write("… Installing packages (npm ci)\n");
  runNpm(["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"]);
  // Where npm was told to run no scripts, the patches are still to be applied.
  if (!arePatchesApplied(root)) runNpm(["run", "postinstall"]);
  process.stdout.write(
    `✓ Packages installed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`,
  );
}

function runNpm(words) {
  const isWindows = process.platform === "win32";
  const result = spawnSync(isWindows ? "npm.cmd" : "npm", [...words, "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: isWindows,
  });
  if (result.error?.code === "ENOENT") {
    throw new StopError("npm was not found.", "Install it beside Node and start again.");
  }
  if (result.status !== 0) {
    throw new StopError(
      `\`npm ${words.slice(0, 2).join(" ")}\` did not finish; its own words are above.`,
      "Check the network, the registry and the free space on the disk, then start again.",
    );
  }
}

/** The `node` package's program; its install script is run by name where scripts are switched off. */
function projectNode() {
  const program = join(
    root,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (!existsSync(program)) {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    spawnSync(npm, ["rebuild", "node", "--ignore-scripts=false"], {
      cwd: root,
      shell: process.platform === "win32",
    });
  }
  if (existsSync(program)) return program;
  throw new StopError(
    `The Node ${RUNTIME_MAJOR} that comes with the packages is missing.`,
    `Run \`npm ci --ignore-scripts=false\`, or install Node ${RUNTIME_MAJOR} or later yourself.`,
  );
}

/** The child hears of our end through its IPC channel; signals from the terminal and from npm are passed on. */
function runChild(program, script) {
  const hooks = new URL("../typescript.mjs", import.meta.url).href;
  const memory = new URL("./give-back-memory.mjs", import.meta.url).href;
  // It waits most of its life: a small nursery keeps it small.
  const nodeArgs = ["--max-semi-space-size=1", "--import", hooks, "--import", memory, script];
  const child = spawn(program, [...nodeArgs, ...process.argv.slice(2)], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // Ctrl+C in the terminal reaches us alone and is passed on once, not twice.
    detached: process.platform !== "win32" && process.stdin.isTTY !== true,
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("exit", (code, signal) => done(code ?? (signal === null ? 1 : 128)));
  });
}
