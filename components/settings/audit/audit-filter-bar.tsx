"use client";
/** Who, what, on what, from when to when. */
import { fromZonedInput, toZonedInput } from "@/components/staleness/zoned-input";
import { inputClass } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { zoneLabel } from "@/lib/client/format";
import { usePreferences, useZone } from "@/lib/client/preferences";
import {
  type AuditChange,
  type AuditFilters,
  isAuditNarrowed,
  NO_AUDIT_FILTERS,
} from "./audit-filters";
import { ACTION_OPTIONS } from "./audit-words";

const EVERY = { value: "every", label: "Everything" };
const smallInput = `${inputClass} pointer-fine:h-7! text-small`;

export function AuditFilterBar({
  filters,
  onChange,
}: {
  filters: AuditFilters;
  onChange: (change: AuditChange) => void;
}) {
  const zone = useZone();
  const { preferences } = usePreferences();
  const set = (change: AuditChange) => onChange({ ...change, cursor: null });
  const bounds = [
    { key: "from", label: "From" },
    { key: "to", label: "to" },
  ] as const;
  return (
    <search
      aria-label="Filter the audit log"
      data-screen-only
      className="flex flex-wrap items-center gap-x-3 gap-y-2"
    >
      <input
        type="search"
        aria-label="Who"
        placeholder="Who…"
        data-page-search
        maxLength={200}
        value={filters.actor}
        onChange={({ target }) => set({ actor: target.value || null })}
        className={`${smallInput} w-36!`}
      />
      <Select
        label="What"
        hideLabel
        value={filters.action ?? EVERY.value}
        options={[EVERY, ...ACTION_OPTIONS]}
        onChange={(action) => set({ action: action === EVERY.value ? null : action })}
      />
      <input
        type="search"
        aria-label="On what"
        placeholder="On what…"
        maxLength={200}
        value={filters.target}
        onChange={({ target }) => set({ target: target.value || null })}
        className={`${smallInput} w-36!`}
      />
      {bounds.map(({ key, label }) => {
        const at = filters[key];
        return (
          <label key={key} className="flex items-center gap-2 text-ink-2 text-small">
            {label}
            <input
              type="datetime-local"
              value={at ? toZonedInput(new Date(at), zone) : ""}
              onChange={({ target }) =>
                set({ [key]: fromZonedInput(target.value, zone)?.toISOString() ?? null })
              }
              className={`${smallInput} w-auto!`}
            />
          </label>
        );
      })}
      <span className="text-ink-3 text-small">{zoneLabel(preferences.zone)}</span>
      {isAuditNarrowed(filters) ? (
        <button
          type="button"
          className="underline-quiet text-small"
          onClick={() => onChange(NO_AUDIT_FILTERS)}
        >
          Clear
        </button>
      ) : null}
    </search>
  );
}
