"use client";
/** Staleness: which series are behind, why, and what to press. All of its state lives in the URL. */
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { whenIdle } from "@/components/ui/on-demand";
import { Tabs } from "@/components/ui/tabs";
import { AsOfBanner, AsOfPicker } from "./as-of";
import { ExportLinks } from "./export-links";
import { toggleAll } from "./matrix-selection";
import { MatrixView } from "./matrix-view";
import { PolicyBadge } from "./policy-badge";
import { SearchBox } from "./search-box";
import { SelectionBar } from "./selection-bar";
import { type FilterChange, stalenessParsers } from "./staleness-filters";
import { StateChips } from "./state-chips";
import { useBoard } from "./use-board";

/** The views that are not the first: each is drawn on the server where the address asks for it, and fetched when idle elsewhere. */
const ListView = dynamic(() => import("./list-view").then((it) => it.ListView));
const GapsView = dynamic(() => import("./gaps-view").then((it) => it.GapsView));
const TimelineView = dynamic(() => import("./timeline-view").then((it) => it.TimelineView));
whenIdle(() => void import("./list-view"));
whenIdle(() => void import("./gaps-view"));
whenIdle(() => void import("./timeline-view"));

export function StalenessPage() {
  const [filters, setFilters] = useQueryStates(stalenessParsers, { history: "push" });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const board = useBoard(filters);
  const change = (next: FilterChange) => void setFilters(next);
  const travel = (at: Date | null) => {
    setSelected(new Set());
    change({ at, cursor: null });
  };
  const hasStates = filters.view === "matrix" || filters.view === "list";
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 tablet:items-end">
        <div>
          <h1 className="font-serif text-title">Staleness</h1>
          <p className="text-ink-2 max-tablet:hidden">
            What the market owes against what is stored, series by series. <PolicyBadge />
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2" data-screen-only>
          <ExportLinks filters={filters} />
          <AsOfPicker at={filters.at} onChange={travel} />
        </div>
      </header>
      {filters.at ? <AsOfBanner at={filters.at} onChange={travel} /> : null}
      <div className="flex flex-col gap-3">
        <SearchBox
          filters={filters}
          onChange={(narrowing) => change({ ...narrowing, cursor: null })}
        />
        {hasStates ? (
          <StateChips filters={filters} counts={board.counts} onChange={change} />
        ) : null}
      </div>
      <div>
        <Tabs
          label="Views"
          value={filters.view}
          onChange={(view) => change({ view, cursor: null, day: null })}
          items={[
            {
              key: "matrix",
              label: "Matrix",
              content: (
                <MatrixView
                  query={board.matrix}
                  filters={filters}
                  onChange={change}
                  selected={selected}
                  onSelect={setSelected}
                />
              ),
            },
            {
              key: "list",
              label: "List",
              content: (
                <ListView
                  filters={filters}
                  onChange={change}
                  selected={selected}
                  onToggle={(key) => setSelected(toggleAll(selected, [key]))}
                />
              ),
            },
            {
              key: "gaps",
              label: "Gaps",
              content: <GapsView filters={filters} onChange={change} />,
            },
            {
              key: "timeline",
              label: "Timeline",
              content: <TimelineView filters={filters} onChange={change} />,
            },
          ]}
        />
        {hasStates ? (
          <SelectionBar
            selected={selected}
            filters={filters}
            onClear={() => setSelected(new Set())}
          />
        ) : null}
      </div>
    </div>
  );
}
