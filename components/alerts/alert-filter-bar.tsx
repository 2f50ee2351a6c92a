"use client";
/** Filters of the list of alerts. */
import { Chip } from "@/components/ui/chip";
import { ALERT_WORDS, SEVERITY_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { ALERT_SEVERITIES, ALERT_STATES } from "@/lib/domain/vocabulary";
import type { AlertFilterChange, AlertFilters } from "./alert-filters";
import { ruleName } from "./alert-words";

export const NO_FILTERS: AlertFilterChange = {
  state: null,
  severity: null,
  rule: null,
  cursor: null,
};

const toggled = <V extends string>(list: readonly V[], value: V): V[] =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

export function activeAlertFilters({ state, severity, rule }: AlertFilters): number {
  return state.length + severity.length + (rule ? 1 : 0);
}

export function AlertFilterBar({
  filters,
  onChange,
}: {
  filters: AlertFilters;
  onChange: (change: AlertFilterChange) => void;
}) {
  const active = activeAlertFilters(filters);
  return (
    <search
      aria-label="Filter alerts"
      data-screen-only
      className="flex flex-wrap items-center gap-x-5 gap-y-2"
    >
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">State</legend>
        {ALERT_STATES.map((state) => (
          <Chip
            key={state}
            pressed={filters.state.includes(state)}
            onToggle={() => onChange({ state: toggled(filters.state, state), cursor: null })}
          >
            <Status state={ALERT_WORDS[state]} />
          </Chip>
        ))}
      </fieldset>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Severity</legend>
        {ALERT_SEVERITIES.filter((severity) => severity !== "info").map((severity) => (
          <Chip
            key={severity}
            pressed={filters.severity.includes(severity)}
            onToggle={() =>
              onChange({ severity: toggled(filters.severity, severity), cursor: null })
            }
          >
            <Status state={SEVERITY_WORDS[severity]} />
          </Chip>
        ))}
      </fieldset>
      {filters.rule ? (
        <Chip pressed onToggle={() => onChange({ rule: null, cursor: null })}>
          Rule: {ruleName(filters.rule)} ×
        </Chip>
      ) : null}
      {active > 0 ? (
        <button
          type="button"
          className="underline-quiet text-small"
          onClick={() => onChange(NO_FILTERS)}
        >
          Clear {active}
        </button>
      ) : null}
    </search>
  );
}
