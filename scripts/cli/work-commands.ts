/** Commands that act: run, rerun, watch. */
import type { BodyOf, ResponseOf } from "@/lib/client/call";
import { formatDuration, plural } from "@/lib/client/format";
import { newIdempotencyKey } from "@/lib/client/idempotency-key";
import { CliError, EXIT } from "./cli-error";
import type { Command, CommandDeps } from "./command";
import { followExecution } from "./follow-execution";
import { listOf, numberOf, textOf } from "./options";
import { given, printedJson } from "./read-commands";

/** Previews first and starts with the preview's token: what was printed is what runs. */
export const runBackfill: Command = async (deps, { values }) => {
  const scope = given({
    symbols: listOf(values, "symbols")?.map((symbol) => symbol.toUpperCase()),
    timeframes: listOf(values, "timeframes"),
    criticality: listOf(values, "criticality"),
    from: textOf(values, "from"),
    to: textOf(values, "to"),
    force: values.force === true,
    newest_first: values["newest-first"] === true ? true : undefined,
    priority: numberOf(values, "priority"),
    reason: textOf(values, "reason"),
  }) as BodyOf<"triggerBackfill">;
  const plan = await deps.call("previewBackfill", { body: scope });
  const isDryRun = values["dry-run"] === true;
  if (!deps.isJson) deps.write(`${planText(plan)}\n`);
  else if (isDryRun) printedJson(deps, plan);
  if (isDryRun) return EXIT.good;
  const started = await deps.call("triggerBackfill", {
    body: { ...scope, token: plan.token },
    idempotencyKey: newIdempotencyKey(),
  });
  return afterStart(deps, started, values.wait === true);
};

function planText(plan: ResponseOf<"previewBackfill">): string {
  const conflicts =
    plan.conflicts.length === 0 ? "" : `; ${plan.conflicts.length} open in another execution`;
  return `${plural(plan.total_jobs, "job")} of ${plural(plan.total_symbols, "symbol")}, about ${plural(plan.requests, "vendor request")} in ${formatDuration(plan.estimated_seconds)}${conflicts}`;
}

export const runAgain: Command = async (deps, { values, operand }) => {
  const reason = textOf(values, "reason");
  const isAll = values.all === true;
  if (isAll && operand !== undefined) {
    throw new CliError(EXIT.usage, "Name an execution or say --all, not both.");
  }
  const idempotencyKey = newIdempotencyKey();
  const started = isAll
    ? await deps.call("rerunFailures", { body: given({ reason }), idempotencyKey })
    : await deps.call("rerunFailed", {
        params: { id: operand ?? (await newestWithFailures(deps)) },
        body: given({ reason, include_missing: values.missing === true }),
        idempotencyKey,
      });
  return afterStart(deps, started, values.wait === true);
};

export const watchExecution: Command = async (deps, { operand }) =>
  followExecution(deps, operand ?? (await runningOrNewest(deps)));

async function afterStart(
  deps: CommandDeps,
  started: ResponseOf<"triggerBackfill">,
  isWaiting: boolean,
): Promise<number> {
  if (!printedJson(deps, started)) {
    deps.write(`started ${started.execution_id}: ${plural(started.total_jobs, "job")}\n`);
  }
  return isWaiting ? followExecution(deps, started.execution_id) : EXIT.good;
}

async function newestWithFailures({ call }: CommandDeps): Promise<string> {
  const { executions } = await call("executionHistory", { query: { limit: 100 } });
  const found = executions.find(
    ({ status, failed_jobs }) => status !== "running" && failed_jobs > 0,
  );
  if (found !== undefined) return found.execution_id;
  throw new CliError(EXIT.rejected, "None of the last 100 executions ended with a failed job.");
}

async function runningOrNewest({ call }: CommandDeps): Promise<string> {
  const running = await call("executionHistory", { query: { status: "running", limit: 1 } });
  const newest = await call("executionHistory", { query: { limit: 1 } });
  const found = running.executions[0] ?? newest.executions[0];
  if (found !== undefined) return found.execution_id;
  throw new CliError(
    EXIT.rejected,
    "Nothing has run yet.",
    "`npx candlewatch run` starts a backfill.",
  );
}
