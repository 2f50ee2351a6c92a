"use client";
/** Narrows the list of symbols; everything of it is in the URL. */
import { CLASS_WORDS, TIER_WORDS } from "@/components/staleness/series-words";
import { inputClass } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ASSET_CLASSES, CRITICALITIES } from "@/lib/domain/vocabulary";
import type { SymbolsFilters } from "./symbol-params";

const EVERY = "every";
const ACTIVITY = [
  { value: EVERY, label: "Tracked and not" },
  { value: "true", label: "Tracked" },
  { value: "false", label: "Not tracked any more" },
] as const;

export function SymbolsFilterBar({
  filters,
  onChange,
}: {
  filters: SymbolsFilters;
  onChange: (change: Partial<SymbolsFilters>) => void;
}) {
  const set = (change: Partial<SymbolsFilters>) => onChange({ ...change, cursor: null });
  return (
    <search className="flex flex-wrap items-center gap-2">
      <input
        type="search"
        aria-label="Beginning of the symbol"
        placeholder="Symbol…"
        maxLength={20}
        data-page-search
        value={filters.symbol}
        onChange={({ target }) => set({ symbol: target.value.toUpperCase() })}
        className={`${inputClass} pointer-fine:h-7! w-32! text-small`}
      />
      <Select
        label="Class"
        hideLabel
        value={filters.asset_class ?? EVERY}
        options={[
          { value: EVERY, label: "Every class" },
          ...ASSET_CLASSES.map((value) => ({ value, label: CLASS_WORDS[value] })),
        ]}
        onChange={(value) => set({ asset_class: value === EVERY ? null : value })}
      />
      <Select
        label="Criticality"
        hideLabel
        value={filters.criticality ?? EVERY}
        options={[
          { value: EVERY, label: "Every tier" },
          ...CRITICALITIES.map((value) => ({ value, label: TIER_WORDS[value] })),
        ]}
        onChange={(value) => set({ criticality: value === EVERY ? null : value })}
      />
      <Select
        label="Tracked"
        hideLabel
        value={filters.active ?? EVERY}
        options={ACTIVITY}
        onChange={(value) => set({ active: value === EVERY ? null : value })}
      />
    </search>
  );
}
