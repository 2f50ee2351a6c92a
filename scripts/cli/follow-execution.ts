/** Looks at an execution until it has ended: a bar that redraws on a terminal, a line per change elsewhere. */
import { setTimeout } from "node:timers/promises";
import type { ResponseOf } from "@/lib/client/call";
import { formatDuration, plural } from "@/lib/client/format";
import { CliError, EXIT } from "./cli-error";
import type { CommandDeps } from "./command";
import { progressText } from "./progress-text";

const CLEAR_LINE = "\r\x1b[2K";

/** How many looks in a row may find nobody there: a minute, in which a server starts again and the execution goes on. */
const PATIENCE = 60;

/** 0 when every job succeeded, else 1. */
export async function followExecution(deps: CommandDeps, id: string): Promise<number> {
  let shown = "";
  for (;;) {
    let answer = await look(deps, id);
    // Its jobs may have been read a moment before its end.
    if (hasEnded(answer)) answer = await look(deps, id);
    const text = deps.isJson ? jsonLine(answer) : progressText(answer);
    if (text !== shown)
      deps.write(deps.isTerminal && !deps.isJson ? `${CLEAR_LINE}${text}` : `${text}\n`);
    shown = text;
    if (hasEnded(answer)) return conclude(deps, answer);
    await pause(deps);
  }
}

async function look(deps: CommandDeps, id: string): Promise<Answer> {
  for (let misses = 1; ; misses += 1) {
    try {
      return await deps.call("execution", { params: { id } });
    } catch (error) {
      const isAway = error instanceof CliError && error.exitCode === EXIT.away;
      if (!isAway || misses >= PATIENCE) throw error;
      if (misses === 1) deps.writeError(`${error.message} Trying again for a while.\n`);
    }
    await pause(deps);
  }
}

async function pause({ pollMs, signal, isTerminal, isJson, write }: CommandDeps): Promise<void> {
  try {
    await setTimeout(pollMs, undefined, { signal });
  } catch {
    if (isTerminal && !isJson) write("\n");
    throw new CliError(EXIT.interrupted, "No longer watching; the execution goes on.");
  }
}

type Answer = ResponseOf<"execution">;

function hasEnded({ execution }: Answer): boolean {
  return execution.status !== "running";
}

function jsonLine({ execution, progress }: Answer): string {
  const { execution_id, status } = execution;
  return JSON.stringify({ execution_id, status, progress });
}

function conclude(deps: CommandDeps, { execution, verdict, jobs }: Answer): number {
  const isGood = execution.status === "completed" && execution.failed_jobs === 0;
  if (!deps.isJson) {
    if (deps.isTerminal) deps.write("\n");
    deps.write(`${verdict}\n`);
    for (const { symbol, timeframe, error_message } of jobs.filter(
      ({ status }) => status === "failed",
    )) {
      deps.write(`  failed ${symbol} ${timeframe}: ${error_message ?? "no message"}\n`);
    }
    const took = formatDuration(execution.duration_seconds);
    deps.write(
      `${execution.status} in ${took}: ${plural(execution.completed_jobs, "job")} good, ${execution.failed_jobs} failed, ${execution.cancelled_jobs} cancelled\n`,
    );
  }
  return isGood ? EXIT.good : EXIT.bad;
}
