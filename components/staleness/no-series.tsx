"use client";
/** Empty, and which kind of it: nothing tracked yet, nothing recorded then, or nothing that matches. */
import { X } from "lucide-react";
import { AppLink } from "@/components/ui/app-link";
import { Button, buttonClass } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { formatSearch, parseSearch } from "./search-grammar";
import {
  type FilterChange,
  isNarrowed,
  type Narrowing,
  NO_NARROWING,
  type StalenessFilters,
} from "./staleness-filters";

export function NoSeries({
  filters,
  onChange,
}: {
  filters: StalenessFilters;
  onChange: (change: FilterChange) => void;
}) {
  if (isNarrowed(filters)) return <NoMatch filters={filters} onChange={onChange} />;
  if (filters.at) {
    return (
      <Empty
        kind="nothing_yet"
        title="Nothing was recorded then"
        action={
          <Button size="small" onClick={() => onChange({ at: null })}>
            Back to now
          </Button>
        }
      >
        State changes are kept from the first run on, for as long as the retention says.
      </Empty>
    );
  }
  return (
    <Empty
      kind="nothing_yet"
      title="No series is tracked yet"
      action={
        <AppLink href="/symbols?add=true" className={buttonClass("primary", "small")}>
          Add symbols
        </AppLink>
      }
    >
      Every tracked symbol brings one series for each of its timeframes.
    </Empty>
  );
}

/** Every filter can be taken out alone. */
function NoMatch({
  filters,
  onChange,
}: {
  filters: Narrowing;
  onChange: (change: FilterChange) => void;
}) {
  const words = formatSearch(filters).split(" ");
  const without = (word: string) =>
    parseSearch(words.filter((other) => other !== word).join(" ")).filters;
  return (
    <Empty
      kind="no_match"
      title="No series matches"
      action={
        <>
          {words.map((word) => (
            <Button
              key={word}
              size="small"
              aria-label={`Take out ${word}`}
              onClick={() => onChange({ ...without(word), cursor: null })}
            >
              <span className="font-mono">{word}</span>
              <X className="size-3" aria-hidden="true" />
            </Button>
          ))}
          <Button
            size="small"
            variant="quiet"
            onClick={() => onChange({ ...NO_NARROWING, cursor: null })}
          >
            Clear all
          </Button>
        </>
      }
    />
  );
}
