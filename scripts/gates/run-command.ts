/** Runs one tool as a gate of one: exit code 0 passes. */
import { spawn } from "node:child_process";

export type Outcome = {
  passed: number;
  failed: number;
  skipped?: number;
  /** What to show when it failed; empty when it was shown already. */
  output: string;
};

type Options = {
  /** Prints while it runs, for what takes minutes. */
  isShown?: boolean;
  env?: Record<string, string>;
};

export async function runCommand(
  command: string,
  args: readonly string[],
  { isShown = false, env = {} }: Options = {},
): Promise<Outcome> {
  const isWindows = process.platform === "win32";
  const child = spawn(isWindows ? `${command}.cmd` : command, args, {
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? "1" : "0", ...env },
    stdio: ["ignore", isShown ? "inherit" : "pipe", isShown ? "inherit" : "pipe"],
    shell: isWindows,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const end = new Promise<number | null>((done) => {
    child.once("error", (error) => {
      output += error.message;
      done(null);
    });
    child.once("close", done);
  });
  const hasPassed = (await end) === 0;
  return { passed: hasPassed ? 1 : 0, failed: hasPassed ? 0 : 1, output };
}
