"use client";
/** Filters of the failures page. */
import { Chip } from "@/components/ui/chip";
import { Choice } from "@/components/ui/choice";
import { inputClass } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import { TIMEFRAMES } from "@/lib/domain/vocabulary";
import {
  activeFailureFilters,
  type FailureFilterChange,
  type FailureFilters,
  NO_FILTERS,
} from "./failure-filters";

const SHOWN = [
  { value: "unresolved", label: "Unresolved" },
  { value: "resolved", label: "Resolved" },
  { value: "all", label: "All" },
] as const;

const EVERY = { value: "every", label: "every timeframe" } as const;

export function FailureFilterBar({
  filters,
  onChange,
}: {
  filters: FailureFilters;
  onChange: (change: FailureFilterChange) => void;
}) {
  const set = (change: FailureFilterChange) => onChange({ ...change, cursor: null });
  const { fingerprint, execution_id: executionId, from, to } = filters;
  return (
    <search
      aria-label="Filter failures"
      data-screen-only
      className="flex flex-wrap items-center gap-x-4 gap-y-2"
    >
      <Choice
        label="Which failures"
        value={filters.show}
        options={SHOWN}
        onChange={(show) => set({ show })}
      />
      <input
        aria-label="Symbol"
        placeholder="Symbol"
        data-page-search
        value={filters.symbol}
        onChange={({ target }) => set({ symbol: target.value.toUpperCase() || null })}
        className={`${inputClass} pointer-fine:h-7! w-28! text-small`}
      />
      <Select
        label="Timeframe"
        hideLabel
        value={filters.timeframe ?? EVERY.value}
        options={[EVERY, ...TIMEFRAMES.map((value) => ({ value, label: value }))]}
        onChange={(value) => set({ timeframe: value === "every" ? null : value })}
      />
      {fingerprint ? (
        <Chip pressed onToggle={() => set({ fingerprint: null })}>
          <span className="max-w-64 truncate">Cause: {fingerprint}</span> ×
        </Chip>
      ) : null}
      {executionId ? (
        <Chip pressed onToggle={() => set({ execution_id: null })}>
          Execution {executionId.slice(0, 8)} ×
        </Chip>
      ) : null}
      {from || to ? (
        <Chip pressed onToggle={() => set({ from: null, to: null })}>
          <span>
            {from ? <Time at={from} show="clock" plain /> : "start"} to{" "}
            {to ? <Time at={to} show="clock" plain /> : "now"} ×
          </span>
        </Chip>
      ) : null}
      {activeFailureFilters(filters) > 0 ? (
        <button
          type="button"
          className="underline-quiet text-small"
          onClick={() => onChange(NO_FILTERS)}
        >
          Clear {activeFailureFilters(filters)}
        </button>
      ) : null}
    </search>
  );
}
