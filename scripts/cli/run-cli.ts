/** One command from its arguments to its exit code. */
import { CliError, EXIT } from "./cli-error";
import { createClient } from "./client";
import type { CliDeps, Command } from "./command";
import { HELP } from "./help";
import { type CommandName, parseCommand, textOf, type Values } from "./options";
import { listExecutions, showStaleness, showStatus } from "./read-commands";
import { runAgain, runBackfill, watchExecution } from "./work-commands";

const RUN: Record<CommandName, Command> = {
  status: showStatus,
  staleness: showStaleness,
  executions: listExecutions,
  run: runBackfill,
  rerun: runAgain,
  watch: watchExecution,
};
const DEFAULT_URL = "http://127.0.0.1:3000";
const POLL_MS = 1_000;

export async function runCli(argv: readonly string[], deps: CliDeps): Promise<number> {
  try {
    const { command, values, operand } = parseCommand(argv);
    if (command === null || values.help === true) {
      deps.write(HELP);
      return EXIT.good;
    }
    const { write, writeError, isTerminal, signal, env, pollMs = POLL_MS } = deps;
    const key = env.CANDLEWATCH_API_KEY || env.CANDLEWATCH_ADMIN_KEY || undefined;
    const call = createClient({ url: addressOf(values, env), key, signal });
    const isJson = values.json === true;
    return await RUN[command](
      { call, write, writeError, isTerminal, signal, isJson, pollMs },
      { values, operand },
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    deps.writeError(`✗ ${error.message}\n`);
    if (error.advice !== null) deps.writeError(`  ${error.advice}\n`);
    return error.exitCode;
  }
}

function addressOf(values: Values, env: CliDeps["env"]): string {
  const url = textOf(values, "url") ?? env.CANDLEWATCH_URL ?? DEFAULT_URL;
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new CliError(EXIT.usage, `--url must be an http(s) address, not "${url}".`);
}
