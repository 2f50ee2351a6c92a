/** The processes of the sweep: loaded ahead of their use, because loading takes longer than most of their lives. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Orders, Report } from "./orders";

type Job = {
  /** Resolves when the engine runs and has its events; never when the process ends before. */
  started: Promise<void>;
  /** What it said when its runs had ended; null when it was killed. */
  ended: Promise<Report | null>;
};

type Worker = {
  child: ChildProcess;
  ready: Promise<void>;
  give: (orders: Partial<Orders> & Pick<Orders, "url" | "processName">) => Job;
  /** Moves the process's own clock. */
  jumpClock: (ms: number) => void;
  kill: (signal: NodeJS.Signals) => void;
};

const DEFAULTS = { runs: 1, leaseMs: 5_000, killAt: 0, killWhen: "after", stepMs: 20 } as const;

function startWorker(): Worker {
  const child = spawn(
    process.execPath,
    ["--import", "./scripts/typescript.mjs", "scripts/kill-sweep/victim.ts"],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  child.stdin.on("error", () => undefined);
  const hearers = new Set<(said: Record<string, unknown> | null) => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    const said: Record<string, unknown> = JSON.parse(line);
    for (const hear of hearers) hear(said);
  });
  child.on("close", () => {
    for (const hear of hearers) hear(null);
  });
  const hears = <T>(answer: (said: Record<string, unknown> | null) => T | undefined) =>
    new Promise<T>((resolve) => {
      const hear = (said: Record<string, unknown> | null) => {
        const found = answer(said);
        if (found === undefined) return;
        hearers.delete(hear);
        resolve(found);
      };
      hearers.add(hear);
    });
  return {
    child,
    ready: hears((said) => (said?.ready ? true : undefined)).then(() => undefined),
    give: (orders) => {
      const started = hears((said) => (said?.started ? true : undefined)).then(() => undefined);
      const ended = hears<Report | null>((said) => {
        if (said === null) return null;
        return said.done ? (said as unknown as Report) : undefined;
      });
      child.stdin.write(`${JSON.stringify({ ...DEFAULTS, engineUrl: orders.url, ...orders })}\n`);
      return { started, ended };
    },
    jumpClock: (ms) => child.stdin.write(`${JSON.stringify({ jumpMs: ms })}\n`),
    kill: (signal) => child.kill(signal),
  };
}

export type Crew = {
  /** A process that is loaded and will be used up. */
  take: () => Promise<Worker>;
  /** The one that finishes what others have left: used again and again. */
  medic: Worker;
  dismiss: () => void;
};

/** @param spare how many processes are kept loaded */
export function assembleCrew(spare: number): Crew {
  const all: Worker[] = [];
  const hire = () => {
    const worker = startWorker();
    all.push(worker);
    return worker;
  };
  const medic = hire();
  const waiting = Array.from({ length: spare }, hire);
  return {
    medic,
    take: async () => {
      const worker = waiting.shift() ?? hire();
      waiting.push(hire());
      await worker.ready;
      return worker;
    },
    dismiss: () => {
      for (const { child } of all) {
        child.kill("SIGCONT");
        child.kill("SIGKILL");
      }
    },
  };
}
