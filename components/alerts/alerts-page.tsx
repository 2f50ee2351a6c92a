"use client";
/** Alerts: what fires now and what was done about it, the rules as sentences, and how they would have behaved. */
import { useQueryStates } from "nuqs";
import { Tabs } from "@/components/ui/tabs";
import { alertsQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { type AlertFilterChange, alertParsers, alertsQueryOf } from "./alert-filters";
import { AlertList } from "./alert-list";
import { AlertRules } from "./alert-rules";
import { Backtest } from "./backtest";

export function AlertsPage() {
  const [filters, setFilters] = useQueryStates(alertParsers, { history: "push" });
  const alerts = useLiveQuery(alertsQuery(alertsQueryOf(filters)));
  const change = (next: AlertFilterChange) => void setFilters(next);
  return (
    <div className="flex flex-col gap-5">
      <header>
        <h1 className="font-serif text-title">Alerts</h1>
        <p className="text-ink-2">
          One per cause, measured in market time: what is not due raises nothing.
        </p>
      </header>
      <Tabs
        label="Alerts, rules or back-test"
        value={filters.tab}
        onChange={(tab) => change({ tab })}
        items={[
          {
            key: "alerts",
            label: "Alerts",
            ...(alerts.data ? { count: alerts.data.open } : {}),
            content: <AlertList query={alerts} filters={filters} onChange={change} />,
          },
          {
            key: "rules",
            label: "Rules",
            content: (
              <AlertRules onShow={(rule) => change({ tab: "alerts", rule, cursor: null })} />
            ),
          },
          { key: "backtest", label: "Back-test", content: <Backtest /> },
        ]}
      />
    </div>
  );
}
