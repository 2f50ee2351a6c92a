/** The state of one execution's page that lives in the URL. */
import { parseAsArrayOf, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { JOB_STATUSES } from "@/lib/domain/vocabulary";

export const DETAIL_TABS = ["jobs", "trace", "requests", "log", "config", "compare"] as const;
export const JOB_VIEWS = ["table", "grid"] as const;
export const LOG_LEVELS = ["debug", "info", "note", "warn", "error"] as const;

export const detailParsers = {
  tab: parseAsStringLiteral(DETAIL_TABS).withDefault("jobs"),
  view: parseAsStringLiteral(JOB_VIEWS).withDefault("table"),
  status: parseAsArrayOf(parseAsStringLiteral(JOB_STATUSES)).withDefault([]),
  symbol: parseAsString.withDefault(""),
  sort: parseAsString.withDefault(""),
  level: parseAsArrayOf(parseAsStringLiteral(LOG_LEVELS)).withDefault([]),
  text: parseAsString.withDefault(""),
  line: parseAsString,
  with: parseAsString,
};
