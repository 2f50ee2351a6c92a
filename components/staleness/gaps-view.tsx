"use client";
/** Gaps: the calendar of stored bars, its legend, a marked block, and the day that is open. */
import { useMemo, useState } from "react";
import { openRerun } from "@/components/rerun/open-rerun";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { cx } from "@/components/ui/cx";
import { Pages } from "@/components/ui/pages";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ResponseOf } from "@/lib/client/call";
import { useNow } from "@/lib/client/clock";
import { plural } from "@/lib/client/format";
import { coverageQuery } from "@/lib/client/queries";
import { useShortcuts } from "@/lib/client/shortcuts";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { useRoleReason } from "@/lib/client/use-role";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import { DayDialog } from "./day-dialog";
import { LOOKS } from "./day-looks";
import { HeatMap } from "./heat-map";
import { NoSeries } from "./no-series";
import {
  type Block,
  type BlockFacts,
  backfillBodyOf,
  blockFacts,
  DAY_LOOKS,
} from "./prepare-coverage";
import { type FilterChange, GAP_DAYS, type StalenessFilters } from "./staleness-filters";
import { coverageQueryOf } from "./staleness-queries";

const HOUR_MS = 3_600_000;
const STREAMS = [
  { value: "1m", label: "Minute bars" },
  { value: "1d", label: "Daily bars" },
] as const;

const SORTS = [
  { value: "worst", label: "Worst first" },
  { value: "symbol", label: "By symbol" },
] as const;

type GapsProps = { filters: StalenessFilters; onChange: (change: FilterChange) => void };

export function GapsView({ filters, onChange }: GapsProps) {
  const nowMs = useNow(HOUR_MS);
  const query = useLiveQuery(coverageQuery(coverageQueryOf(filters, nowMs)), filters.at === null);
  const [symbol, day] = filters.day?.split(" ") ?? [];
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Legend />
        <div className="flex flex-wrap gap-2" data-screen-only>
          <Choice
            label="Stream"
            value={filters.stream}
            options={STREAMS}
            onChange={(stream) => onChange({ stream, cursor: null })}
          />
          <Choice
            label="Order"
            value={filters.sort}
            options={SORTS}
            onChange={(sort) => onChange({ sort, cursor: null })}
          />
          <Choice
            label="Days"
            value={filters.days}
            options={GAP_DAYS.map((value) => ({ value, label: `${value} d` }))}
            onChange={(days) => onChange({ days, cursor: null })}
          />
        </div>
      </div>
      <QueryStates query={query} skeleton={<SkeletonRows rows={14} label="Loading coverage" />}>
        {(data) =>
          data.rows.length === 0 ? (
            <NoSeries filters={filters} onChange={onChange} />
          ) : (
            <Gaps data={data} filters={filters} onChange={onChange} />
          )
        }
      </QueryStates>
      {symbol && day ? (
        <DayDialog
          symbol={symbol}
          day={day}
          stream={filters.stream}
          onClose={() => onChange({ day: null })}
        />
      ) : null}
    </>
  );
}

function Gaps({ data, filters, onChange }: GapsProps & { data: ResponseOf<"coverage"> }) {
  const [block, setBlock] = useState<Block | null>(null);
  return (
    <>
      <HeatMap
        coverage={data}
        block={block}
        onBlock={setBlock}
        onOpen={(place) => {
          const row = data.rows[place.row];
          const day = data.days[place.day];
          if (row && day) onChange({ day: `${row.symbol} ${day.day}` });
        }}
      />
      <Pages
        cursor={filters.cursor}
        next={data.next_cursor}
        onGo={onChange}
        first="← First symbols"
        more="More symbols →"
        hint={
          <span className="text-ink-3 max-tablet:hidden">
            Press a day for its minutes; drag, or Shift with the arrows, marks a block; m goes in, r
            backfills
          </span>
        }
      />
      {block ? (
        <BlockBar
          data={data}
          block={block}
          stream={filters.stream}
          onClear={() => setBlock(null)}
        />
      ) : null}
    </>
  );
}

function BlockBar({
  data,
  block,
  stream,
  onClear,
}: {
  data: ResponseOf<"coverage">;
  block: Block;
  stream: BaseTimeframe;
  onClear: () => void;
}) {
  const operator = useRoleReason("operator");
  const facts = useMemo(() => blockFacts(data, block), [data, block]);
  const shortcuts = useMemo(
    () =>
      facts && operator === null
        ? [{ keys: "r", label: "Backfill the block", run: () => openBackfill(facts, stream) }]
        : [],
    [facts, stream, operator],
  );
  useShortcuts(shortcuts);
  if (!facts) return null;
  return (
    <section
      aria-label="Marked block"
      className="sticky bottom-16 z-20 mx-auto mt-3 flex w-fit flex-wrap items-center gap-2 rounded-lg border border-rule-strong bg-raised py-2 pr-2 pl-4 shadow-lift tablet:bottom-4"
    >
      <p className="mr-2">
        <span className="font-medium">
          {plural(facts.rows.length, "symbol")} × {plural(facts.days, "day")}
        </span>{" "}
        <span className="text-ink-2">
          {rangeText(facts)}, {facts.gapDays === 0 ? "no gap" : `${facts.gapDays} with gaps`}
        </span>
      </p>
      <Button
        size="small"
        variant="primary"
        disabledReason={operator}
        onClick={() => openBackfill(facts, stream)}
      >
        Backfill this range…
      </Button>
      <Button size="small" variant="quiet" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}

const rangeText = ({ days, firstDay, lastDay }: BlockFacts) =>
  days === 1 ? firstDay : `${firstDay} to ${lastDay}`;

function openBackfill(facts: BlockFacts, stream: BaseTimeframe): void {
  openRerun({
    title: `Backfill ${rangeText(facts)}`,
    verb: "Backfill",
    choices: [
      {
        key: "block",
        label: "The marked block",
        count: null,
        body: backfillBodyOf(facts, stream),
      },
    ],
  });
}

function Legend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-small">
      {DAY_LOOKS.filter((look) => look !== "not_due").map((look) => (
        <li key={look} className="flex items-center gap-1.5" data-tip={LOOKS[look].hint}>
          <span aria-hidden="true" className={cx("size-3", LOOKS[look].className)} />
          {LOOKS[look].word}
        </li>
      ))}
      <li className="flex items-center gap-1.5" data-tip="The session ended early">
        <span aria-hidden="true" className="h-3 w-2 border-ink border-x border-dotted" />
        Half day
      </li>
    </ul>
  );
}
