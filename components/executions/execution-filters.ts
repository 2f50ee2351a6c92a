/** The state of the executions page that lives in the URL; read by the server's prefetch and by the browser. */
import {
  createLoader,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { EXECUTION_STATUSES, TRIGGERS } from "@/lib/domain/vocabulary";
import { WINDOWS } from "./time-window";

const EXECUTION_TABS = ["runs", "errors"] as const;

export const executionFilterParsers = {
  tab: parseAsStringLiteral(EXECUTION_TABS).withDefault("runs"),
  window: parseAsStringLiteral(WINDOWS).withDefault("24h"),
  /** A stretch dragged on the chart; beats `window`. ISO-8601. */
  from: parseAsString,
  to: parseAsString,
  status: parseAsArrayOf(parseAsStringLiteral(EXECUTION_STATUSES)).withDefault([]),
  trigger: parseAsArrayOf(parseAsStringLiteral(TRIGGERS)).withDefault([]),
  symbol: parseAsString.withDefault(""),
  requested_by: parseAsString.withDefault(""),
  /** Whether ignored errors are shown. */
  ignored: parseAsBoolean.withDefault(false),
  cursor: parseAsString,
};

export const loadExecutionFilters = createLoader(executionFilterParsers);
export type ExecutionFilters = Awaited<ReturnType<typeof loadExecutionFilters>>;
