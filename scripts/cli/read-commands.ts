/** Commands that look: status, staleness, executions. */
import type { QueryOf, ResponseOf } from "@/lib/client/call";
import { formatDuration, plural } from "@/lib/client/format";
import { EXIT } from "./cli-error";
import type { Command, CommandDeps } from "./command";
import { numberOf, textOf, type Values } from "./options";
import { tableText } from "./table";

export const showStatus: Command = async (deps) => {
  const health = await deps.call("schedulerHealth");
  const exitCode = health.status === "healthy" ? EXIT.good : EXIT.bad;
  if (printedJson(deps, health)) return exitCode;
  const last = health.last_execution;
  const lines = [
    `${health.status}: ${plural(health.stale_features_count, "stale series", "stale series")} of ${plural(health.total_symbols_monitored, "symbol")}`,
    health.error === undefined ? null : `not measured: ${health.error}`,
    last.execution_id === null
      ? "no execution yet"
      : `last execution ${last.status}, ${last.successful_symbols} symbols good, ${last.failed_symbols} failed (${last.execution_id})`,
    `next execution ${health.next_execution_at ?? "not scheduled"}`,
    `engine ${health.engine.kind}, ${health.engine.reachable ? "reachable" : "not reachable"}; provider ${health.provider.name}, ${health.provider.rate_limited_pct} % rate-limited`,
    ...health.alerts.map(({ severity, summary }) => `alert ${severity}: ${summary}`),
    ...health.recent_failures.map(
      ({ symbol, timeframe, error }) => `failure ${symbol} ${timeframe}: ${error}`,
    ),
  ];
  deps.write(
    lines
      .filter((line) => line !== null)
      .map((line) => `${line}\n`)
      .join(""),
  );
  return exitCode;
};

export const showStaleness: Command = async (deps, { values }) => {
  const query = given({
    status: textOf(values, "status"),
    data_status: textOf(values, "data-status"),
    timeframe: textOf(values, "timeframe"),
    criticality: textOf(values, "criticality"),
    asset_class: textOf(values, "asset-class"),
    symbol: textOf(values, "symbol"),
    limit: numberOf(values, "limit"),
  });
  const board = await deps.call("staleness", { query: query as QueryOf<"staleness"> });
  const { summary } = board;
  const exitCode = summary.stale_count + summary.missing_count > 0 ? EXIT.bad : EXIT.good;
  if (printedJson(deps, board)) return exitCode;
  const { missing, stale, aging, fresh } = board.by_status;
  deps.write(
    `${summary.total_monitored} series: ${summary.fresh_count} fresh, ${summary.aging_count} aging, ${summary.stale_count} stale, ${summary.missing_count} missing\n`,
  );
  deps.write(
    tableText(
      ["symbol", "timeframe", "status", "market", "behind", "computed ago", "reason"],
      [...missing, ...stale, ...aging, ...fresh].map((row) => [
        row.symbol,
        row.timeframe,
        row.status,
        row.data_status,
        row.bars_behind,
        formatDuration(row.staleness_seconds),
        row.reason,
      ]),
    ),
  );
  return exitCode;
};

export const listExecutions: Command = async (deps, { values }) => {
  const query = given({
    status: textOf(values, "status"),
    trigger: textOf(values, "trigger"),
    symbol: textOf(values, "symbol"),
    limit: numberOf(values, "limit"),
  });
  const history = await deps.call("executionHistory", {
    query: query as QueryOf<"executionHistory">,
  });
  if (printedJson(deps, history)) return EXIT.good;
  deps.write(
    tableText(
      [
        "execution",
        "started",
        "status",
        "trigger",
        "symbols",
        "failed",
        "success %",
        "took",
        "error",
      ],
      history.executions.map(rowOf),
    ),
  );
  return EXIT.good;
};

function rowOf(row: ResponseOf<"executionHistory">["executions"][number]) {
  return [
    row.execution_id,
    `${row.started_at.slice(0, 19)}Z`,
    row.paused ? "paused" : row.status,
    row.trigger,
    row.total_symbols,
    row.failed_symbols,
    row.success_rate,
    formatDuration(row.duration_seconds),
    row.top_error ?? row.error_message ?? "",
  ];
}

/** True when the answer was printed as it is. */
export function printedJson({ isJson, write }: CommandDeps, answer: unknown): boolean {
  if (isJson) write(`${JSON.stringify(answer)}\n`);
  return isJson;
}

/** The server checks the words; what was not given is not sent. */
export function given(all: Values | Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
