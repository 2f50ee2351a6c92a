/** The state of the alerts page that lives in the URL, and the question made from it. */
import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { QueryOf } from "@/lib/client/call";
import { ALERT_SEVERITIES, ALERT_STATES } from "@/lib/domain/vocabulary";

const ALERT_TABS = ["alerts", "rules", "backtest"] as const;

export const alertParsers = {
  tab: parseAsStringLiteral(ALERT_TABS).withDefault("alerts"),
  state: parseAsArrayOf(parseAsStringLiteral(ALERT_STATES)).withDefault([]),
  severity: parseAsArrayOf(parseAsStringLiteral(ALERT_SEVERITIES)).withDefault([]),
  rule: parseAsString,
  /** The alert that is open: its series and its timeline show. */
  alert: parseAsInteger,
  cursor: parseAsString,
};

export const loadAlertFilters = createLoader(alertParsers);
export type AlertFilters = Awaited<ReturnType<typeof loadAlertFilters>>;
export type AlertFilterChange = Partial<{ [K in keyof AlertFilters]: AlertFilters[K] | null }>;

export function alertsQueryOf({ state, severity, rule, cursor }: AlertFilters): QueryOf<"alerts"> {
  return {
    ...(state.length > 0 ? { state: state.join(",") } : {}),
    ...(severity.length > 0 ? { severity: severity.join(",") } : {}),
    ...(rule ? { rule } : {}),
    ...(cursor ? { cursor } : {}),
  };
}
