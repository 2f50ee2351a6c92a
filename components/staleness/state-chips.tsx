"use client";
/** States with their counts: each chip is a filter, and counts what pressing it would show. */
import { Chip } from "@/components/ui/chip";
import { Choice } from "@/components/ui/choice";
import { DATA_WORDS, FRESHNESS_WORDS, PAUSED_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { formatCount } from "@/lib/client/format";
import { DATA_STATUSES } from "@/lib/domain/vocabulary";
import type { StateCounts } from "./prepare-matrix";
import {
  AGES,
  type FilterChange,
  LENSES,
  lensOf,
  type StalenessFilters,
} from "./staleness-filters";

const LENS_LABELS = { market: "Market time", age: "Age" } as const;

const toggled = <V extends string>(list: readonly V[], value: V): V[] =>
  list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

export function StateChips({
  filters,
  counts,
  onChange,
}: {
  filters: StalenessFilters;
  /** Undefined until known. */
  counts: StateCounts | undefined;
  onChange: (change: FilterChange) => void;
}) {
  const lens = lensOf(filters);
  const text = (count: number | null | undefined) =>
    count === undefined || count === null ? undefined : formatCount(count);
  return (
    <div
      className="scroll-thin -mx-4 flex items-center gap-x-4 gap-y-2 overflow-x-auto px-4 py-1 tablet:mx-0 tablet:flex-wrap tablet:px-0 tablet:py-0"
      data-screen-only
    >
      <Choice
        label="State by"
        value={lens}
        options={LENSES.map((value) => ({ value, label: LENS_LABELS[value] }))}
        onChange={(value) => onChange({ lens: value })}
      />
      <fieldset className="flex min-w-0 gap-1.5 tablet:flex-wrap">
        <legend className="sr-only">State</legend>
        {lens === "market"
          ? DATA_STATUSES.map((state) => (
              <Chip
                key={state}
                pressed={filters.data_status.includes(state)}
                onToggle={() =>
                  onChange({ data_status: toggled(filters.data_status, state), cursor: null })
                }
                count={text(counts?.data_status[state])}
              >
                <Status state={DATA_WORDS[state]} />
              </Chip>
            ))
          : AGES.map((state) => (
              <Chip
                key={state}
                pressed={filters.status.includes(state)}
                onToggle={() => onChange({ status: toggled(filters.status, state), cursor: null })}
                count={text(counts?.status[state])}
              >
                <Status state={FRESHNESS_WORDS[state]} />
              </Chip>
            ))}
        <Chip
          pressed={filters.reason.includes("paused")}
          onToggle={() => onChange({ reason: toggled(filters.reason, "paused"), cursor: null })}
          count={text(counts?.paused)}
        >
          <Status state={PAUSED_WORDS} />
        </Chip>
      </fieldset>
    </div>
  );
}
