"use client";
/** The alerts that match: open ones first, then what is over. */
import type { UseQueryResult } from "@tanstack/react-query";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Pages } from "@/components/ui/pages";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount } from "@/lib/client/format";
import { AlertFilterBar, activeAlertFilters, NO_FILTERS } from "./alert-filter-bar";
import type { AlertFilterChange, AlertFilters } from "./alert-filters";
import { AlertLine } from "./alert-line";

type Answer = ResponseOf<"alerts">;
type Change = (change: AlertFilterChange) => void;

export function AlertList({
  query,
  filters,
  onChange,
}: {
  query: UseQueryResult<Answer>;
  filters: AlertFilters;
  onChange: Change;
}) {
  return (
    <div className="flex flex-col gap-6">
      <AlertFilterBar filters={filters} onChange={onChange} />
      <QueryStates query={query} skeleton={<SkeletonRows rows={6} label="Loading alerts" />}>
        {(data) => <Listed data={data} filters={filters} onChange={onChange} />}
      </QueryStates>
    </div>
  );
}

function Listed({
  data,
  filters,
  onChange,
}: {
  data: Answer;
  filters: AlertFilters;
  onChange: Change;
}) {
  const open = data.alerts.filter(({ state }) => state !== "resolved");
  const over = data.alerts.filter(({ state }) => state === "resolved");
  const filtered = activeAlertFilters(filters) > 0;
  if (data.alerts.length === 0 && filtered) {
    return (
      <Empty
        kind="no_match"
        title="No alert matches these filters"
        action={
          <Button size="small" onClick={() => onChange(NO_FILTERS)}>
            Clear the filters
          </Button>
        }
      />
    );
  }
  const lines = (alerts: Answer["alerts"]) => (
    <ul className="divide-y divide-rule">
      {alerts.map((alert) => (
        <AlertLine
          key={alert.id}
          alert={alert}
          open={filters.alert === alert.id}
          onToggle={() => onChange({ alert: filters.alert === alert.id ? null : alert.id })}
        />
      ))}
    </ul>
  );
  return (
    <div className="flex flex-col gap-8">
      {filtered && open.length === 0 ? null : (
        <Card title="Open" note={open.length > 0 ? formatCount(open.length) : undefined}>
          {open.length === 0 ? <NoneOpen /> : lines(open)}
        </Card>
      )}
      {over.length > 0 ? (
        <Card title="Over" note="newest first">
          {lines(over)}
        </Card>
      ) : null}
      {data.alerts.length === 0 ? (
        <p className="text-ink-3">No alert has fired so far. The rules are watched every minute.</p>
      ) : null}
      <Pages cursor={filters.cursor} next={data.next_cursor} onGo={onChange} />
    </div>
  );
}

function NoneOpen() {
  return (
    <Empty kind="all_clear" title="No alert is open">
      An alert opens when a rule has been broken for as long as the rule says; what is behind at
      this moment stands on{" "}
      <AppLink href="/staleness?data_status=behind,missing" className="underline-quiet">
        the staleness board
      </AppLink>
      .
    </Empty>
  );
}
