"use client";
/** What can be done with the selected series; stands at the bottom while anything is selected. */
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/client/format";
import { useShortcuts } from "@/lib/client/shortcuts";
import { useRoleReason } from "@/lib/client/use-role";
import { SelectionLinks } from "./export-links";
import { openSeriesRerun, seriesOfKeys } from "./open-series-rerun";
import { openSnooze } from "./open-snooze";
import type { StalenessFilters } from "./staleness-filters";

export function SelectionBar({
  selected,
  onClear,
  filters,
}: {
  selected: ReadonlySet<string>;
  onClear: () => void;
  filters: Pick<StalenessFilters, "at">;
}) {
  const operator = useRoleReason("operator");
  const blocked = filters.at !== null ? "This board is of the past" : operator;
  const shortcuts = useMemo(() => {
    const rerun = () => {
      if (blocked === null) openSeriesRerun(seriesOfKeys(selected));
    };
    const snooze = () => {
      if (blocked === null) openSnooze(seriesOfKeys(selected));
    };
    const what = plural(selected.size, "series", "series");
    return selected.size === 0
      ? []
      : [
          { keys: "r", label: `Re-run ${what}`, run: rerun },
          { keys: "s", label: `Snooze ${what}`, run: snooze },
        ];
  }, [selected, blocked]);
  useShortcuts(shortcuts);
  return (
    <section
      aria-label="Selection"
      aria-live="polite"
      className={selected.size === 0 ? "sr-only" : BAR_CLASS}
    >
      {selected.size === 0 ? null : (
        <>
          <p className="mr-2 font-medium">{selected.size} selected</p>
          <Button
            size="small"
            variant="primary"
            disabledReason={blocked}
            onClick={() => openSeriesRerun(seriesOfKeys(selected))}
          >
            Re-run…
          </Button>
          <Button
            size="small"
            disabledReason={blocked}
            onClick={() => openSnooze(seriesOfKeys(selected))}
          >
            Snooze…
          </Button>
          <Button size="small" data-copy={[...selected].join("\n")}>
            Copy
          </Button>
          <SelectionLinks selected={selected} filters={filters} />
          <Button size="small" variant="quiet" onClick={onClear}>
            Clear
          </Button>
        </>
      )}
    </section>
  );
}

const BAR_CLASS =
  "sticky bottom-16 z-20 mx-auto mt-3 flex w-fit flex-wrap items-center gap-2 rounded-lg border border-rule-strong bg-raised py-2 pr-2 pl-4 shadow-lift tablet:bottom-4";
