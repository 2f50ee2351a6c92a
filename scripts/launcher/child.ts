/** One process that the launcher keeps alive: started, watched, started again when it dies, stopped when asked. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Megabytes for young objects: Node's default grows a process by what a page of bars needs for a moment. */
const SMALL_NURSERY = "--max-semi-space-size=2";
/**
 * glibc's own first values, held fast: by default they grow with the largest buffer ever freed (up to 32 MB), and one
 * arena a core, so that what was freed stays with the process. Other C libraries don't read them.
 */
const SMALL_MALLOC = {
  MALLOC_ARENA_MAX: "2",
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TRIM_THRESHOLD_: "131072",
};
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A process that lived this long, or that came up, begins again with the shortest wait. */
const SETTLED_MS = 60_000;
const preloaded = [
  new URL("./follow-parent.mjs", import.meta.url).href,
  new URL("./give-back-memory.mjs", import.meta.url).href,
];
const typescript = new URL("../typescript.mjs", import.meta.url).href;

export type ChildOptions = {
  name: string;
  script: string;
  args?: readonly string[];
  env: NodeJS.ProcessEnv;
  /** How long it may take to finish its work after SIGTERM. */
  drainMs: number;
  /** It loads already, and is given the rest of its variables by a message (`late-variables.mjs`). */
  awaitsVariables?: boolean;
};

export type Child = {
  /** Resolves at the first message it sends; false when it died before. */
  ready: Promise<boolean>;
  /** What it was waiting for; a later start of it has them from the beginning. */
  give: (variables: Readonly<Record<string, string>>) => void;
  /** From now on a death is followed by a new start. */
  keepAlive: () => void;
  stop: () => Promise<void>;
  kill: () => void;
};

export function startChild(given: ChildOptions): Child {
  let options = given;
  let isStopping = false;
  let isKept = false;
  let waitMs = FIRST_WAIT_MS;
  let startedAt = Date.now();
  let current = launch(options);
  let isSettled = false;

  const ready = new Promise<boolean>((done) => {
    current.once("message", () => done(true)).once("exit", () => done(false));
  });

  async function startAgain(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    if (isSettled || Date.now() - startedAt > SETTLED_MS) waitMs = FIRST_WAIT_MS;
    console.error(
      `${options.name} ended unexpectedly (${signal ?? `exit code ${code}`}); starting it again in ${waitMs / 1000} s`,
    );
    await sleep(waitMs);
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
    if (isStopping) return;
    startedAt = Date.now();
    isSettled = false;
    current = launch(options);
    watch();
  }

  function watch(): void {
    current.once("message", () => {
      isSettled = true;
    });
    current.once("exit", (code, signal) => {
      if (isKept && !isStopping) void startAgain(code, signal);
    });
  }
  watch();

  return {
    ready,
    give: (variables) => {
      options = { ...options, env: { ...options.env, ...variables }, awaitsVariables: false };
      // One that has died meanwhile is reported by `ready`.
      if (current.connected) current.send(variables);
    },
    keepAlive: () => {
      isKept = true;
    },
    stop: () => {
      isStopping = true;
      return end(current, options.drainMs);
    },
    kill: () => {
      isStopping = true;
      current.kill("SIGKILL");
    },
  };
}

function launch({ script, args = [], env, awaitsVariables }: ChildOptions): ChildProcess {
  const imports = [...(script.endsWith(".ts") ? [typescript] : []), ...preloaded];
  const words = awaitsVariables ? [...args, "--await-variables"] : args;
  const nodeArgs = [
    SMALL_NURSERY,
    ...imports.flatMap((url) => ["--import", url]),
    script,
    ...words,
  ];
  return spawn(process.execPath, nodeArgs, {
    env: { ...SMALL_MALLOC, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    // Its own process group: Ctrl+C reaches the launcher alone, which stops everything in order.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
}

async function end(child: ChildProcess, drainMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), drainMs);
  await exited;
  clearTimeout(late);
}
