"use client";
/** The qualifier search with completion. Its text and the filters in the URL are two forms of one thing. */
import { Search, X } from "lucide-react";
import { useId } from "react";
import { cx } from "@/components/ui/cx";
import { inputClass } from "@/components/ui/field";
import type { Completion } from "./complete-search";
import type { Narrowing } from "./staleness-filters";
import { useSearchBox } from "./use-search-box";

export function SearchBox({
  filters,
  onChange,
}: {
  filters: Narrowing;
  onChange: (filters: Narrowing) => void;
}) {
  const id = useId();
  const search = useSearchBox(filters, onChange);
  const { offered, marked, problem } = search;
  return (
    <search className="relative min-w-0" data-screen-only>
      <Search
        className="-translate-y-1/2 pointer-events-none absolute top-4 left-2.5 size-3.5 text-ink-3 pointer-coarse:top-[1.4rem]"
        aria-hidden="true"
      />
      <input
        ref={search.input}
        data-page-search
        role="combobox"
        aria-label="Search series"
        aria-expanded={offered.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={marked >= 0 ? `${id}-${marked}` : undefined}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        autoComplete="off"
        spellCheck={false}
        placeholder="is:behind tier:critical tf:1d symbol:AA* behind:>2"
        value={search.text}
        {...search.handlers}
        className={cx(inputClass, "pr-8! pl-8! font-mono text-small")}
      />
      {search.text === "" ? null : (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={search.clear}
          className="absolute top-0 right-0 p-2.5 text-ink-3 hover:text-ink"
        >
          <X className="size-3.5" aria-hidden="true" />
        </button>
      )}
      <Completions id={id} offered={offered} marked={marked} onTake={search.take} />
      {problem === null ? null : (
        <p id={`${id}-problem`} role="alert" className="mt-1 text-bad-ink text-small">
          {problem}
        </p>
      )}
    </search>
  );
}

const LISTBOX = { role: "listbox", "aria-label": "Completions" } as const;
const optionAttributes = (selected: boolean) =>
  ({ role: "option", "aria-selected": selected }) as const;

function Completions({
  id,
  offered,
  marked,
  onTake,
}: {
  id: string;
  offered: readonly Completion[];
  marked: number;
  onTake: (completion: Completion) => void;
}) {
  return (
    <ul
      id={`${id}-list`}
      {...LISTBOX}
      hidden={offered.length === 0}
      className="absolute inset-x-0 top-full z-20 mt-1 max-w-md rounded-lg border border-rule bg-raised p-1 shadow-lift"
    >
      {offered.map((completion, index) => (
        <li
          key={completion.label}
          id={`${id}-${index}`}
          {...optionAttributes(index === marked)}
          // Pressing must not take the focus, or the list would be gone before the press ends.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(completion);
          }}
          className="flex cursor-pointer justify-between gap-4 rounded-md px-3 py-1 hover:bg-hover aria-selected:bg-hover pointer-coarse:py-2.5"
        >
          <span className="font-mono text-small">{completion.label}</span>
          <span className="truncate text-ink-3 text-small">{completion.hint}</span>
        </li>
      ))}
    </ul>
  );
}
