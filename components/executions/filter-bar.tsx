"use client";
/** Filters of the executions page; on the phone they hang behind one sticky button. */
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { Chip } from "@/components/ui/chip";
import { cx } from "@/components/ui/cx";
import { inputClass } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { EXECUTION_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import {
  EXECUTION_STATUSES,
  type ExecutionStatus,
  TRIGGERS,
  type Trigger,
} from "@/lib/domain/vocabulary";
import type { ExecutionFilters } from "./execution-filters";
import { TRIGGER_WORDS } from "./execution-words";
import { WINDOW_WORDS, WINDOWS } from "./time-window";

export type FilterChange = Partial<{ [K in keyof ExecutionFilters]: ExecutionFilters[K] | null }>;

const toggled = <V extends string>(list: readonly V[], value: V): V[] =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

export function activeFilters(filters: ExecutionFilters): number {
  return (
    filters.status.length +
    filters.trigger.length +
    (filters.symbol ? 1 : 0) +
    (filters.requested_by ? 1 : 0) +
    (filters.from ? 1 : 0)
  );
}

export function FilterBar({
  filters,
  onChange,
}: {
  filters: ExecutionFilters;
  onChange: (change: FilterChange) => void;
}) {
  const [open, setOpen] = useState(false);
  const active = activeFilters(filters);
  return (
    <search aria-label="Filter executions" data-screen-only>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="fixed right-4 bottom-20 z-20 flex h-11 items-center gap-2 rounded-full border border-rule-strong bg-raised px-4 shadow-lift tablet:hidden"
      >
        <SlidersHorizontal className="size-4" aria-hidden="true" />
        Filter{active > 0 ? ` (${active})` : ""}
      </button>
      <div
        className={cx("flex flex-wrap items-center gap-x-5 gap-y-2", !open && "max-tablet:hidden")}
      >
        <Select
          label="Window"
          hideLabel
          value={filters.window}
          options={WINDOWS.map((window) => ({ value: window, label: WINDOW_WORDS[window] }))}
          onChange={(window) => onChange({ window, from: null, to: null, cursor: null })}
        />
        <StatusChips filters={filters} onChange={onChange} />
        <TriggerChips filters={filters} onChange={onChange} />
        <TextFilters filters={filters} onChange={onChange} />
        {active > 0 ? (
          <button
            type="button"
            className="underline-quiet text-small"
            onClick={() =>
              onChange({
                status: null,
                trigger: null,
                symbol: null,
                requested_by: null,
                from: null,
                to: null,
                cursor: null,
              })
            }
          >
            Clear {active}
          </button>
        ) : null}
      </div>
    </search>
  );
}

type Part = { filters: ExecutionFilters; onChange: (change: FilterChange) => void };

function StatusChips({ filters, onChange }: Part) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Status</legend>
      {EXECUTION_STATUSES.map((status: ExecutionStatus) => (
        <Chip
          key={status}
          pressed={filters.status.includes(status)}
          onToggle={() => onChange({ status: toggled(filters.status, status), cursor: null })}
        >
          <Status state={EXECUTION_WORDS[status]} />
        </Chip>
      ))}
    </fieldset>
  );
}

function TriggerChips({ filters, onChange }: Part) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Trigger</legend>
      {TRIGGERS.map((trigger: Trigger) => (
        <Chip
          key={trigger}
          pressed={filters.trigger.includes(trigger)}
          onToggle={() => onChange({ trigger: toggled(filters.trigger, trigger), cursor: null })}
        >
          {TRIGGER_WORDS[trigger]}
        </Chip>
      ))}
    </fieldset>
  );
}

function TextFilters({ filters, onChange }: Part) {
  const fields = [
    { key: "symbol", label: "Symbol", value: filters.symbol, upper: true, page: true },
    {
      key: "requested_by",
      label: "Started by",
      value: filters.requested_by,
      upper: false,
      page: false,
    },
  ] as const;
  return (
    <div className="flex gap-2">
      {fields.map(({ key, label, value, upper, page }) => (
        <input
          key={key}
          aria-label={label}
          placeholder={label}
          data-page-search={page || undefined}
          value={value}
          onChange={({ target }) => {
            const text = upper ? target.value.toUpperCase() : target.value;
            onChange({ [key]: text || null, cursor: null });
          }}
          className={cx(inputClass, "pointer-fine:h-7! w-28! text-small")}
        />
      ))}
    </div>
  );
}
