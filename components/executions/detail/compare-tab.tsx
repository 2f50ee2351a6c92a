"use client";
/** This execution against another: what failed anew, what recovered, what became slower. */
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Chip } from "@/components/ui/chip";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { executionState, JOB_WORDS, type StateWords } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration } from "@/lib/client/format";
import { executionCompareQuery } from "@/lib/client/queries";
import { detailParsers } from "./detail-filters";

type Comparison = ResponseOf<"executionCompare">;
type Row = Comparison["rows"][number];
type Change = Row["change"];

const CHANGE_WORDS: Record<Change, StateWords> = {
  new_error: { word: "New error", glyph: "cross", tone: "bad" },
  slower: { word: "Slower", glyph: "triangle", tone: "warn" },
  recovered: { word: "Recovered", glyph: "check", tone: "ok" },
  faster: { word: "Faster", glyph: "disc", tone: "ok" },
  only_a: { word: "Only before", glyph: "ring", tone: "idle" },
  only_b: { word: "Only now", glyph: "ring", tone: "live" },
  same: { word: "Same", glyph: "slash", tone: "idle" },
};
const CHANGES = Object.keys(CHANGE_WORDS) as Change[];

const COLUMNS: Column<Row>[] = [
  {
    key: "series",
    header: "Series",
    phone: "headline",
    sortBy: (row) => row.symbol,
    cell: (row) => (
      <>
        <AppLink href={`/symbols/${row.symbol}`} className="underline-quiet font-medium">
          {row.symbol}
        </AppLink>{" "}
        <span className="text-ink-2">{row.timeframe}</span>
      </>
    ),
  },
  {
    key: "change",
    header: "Change",
    sortBy: (row) => CHANGES.indexOf(row.change),
    cell: (row) => <Status state={CHANGE_WORDS[row.change]} />,
  },
  {
    key: "before",
    header: "Before",
    cell: (row) => (row.a_status ? <Status state={JOB_WORDS[row.a_status]} /> : "–"),
  },
  {
    key: "now",
    header: "Now",
    cell: (row) => (row.b_status ? <Status state={JOB_WORDS[row.b_status]} /> : "–"),
  },
  {
    key: "took_before",
    header: "Took before",
    align: "right",
    sortBy: (row) => row.a_seconds,
    cell: (row) => formatDuration(row.a_seconds),
  },
  {
    key: "took_now",
    header: "Took now",
    align: "right",
    sortBy: (row) => row.b_seconds,
    cell: (row) => formatDuration(row.b_seconds),
  },
  {
    key: "error",
    header: "Error now",
    phone: "bare",
    className: "max-w-96",
    cell: (row) =>
      row.b_error ? (
        <span className="line-clamp-2 text-bad-ink" data-tip={row.b_error}>
          {row.b_error}
        </span>
      ) : null,
  },
];

export function CompareTab({ data }: { data: ResponseOf<"execution"> }) {
  const [filters] = useQueryStates(detailParsers);
  const other = filters.with ?? data.previous_execution_id;
  if (!other) {
    return <Empty kind="nothing_yet" title="There is no earlier execution to compare with" />;
  }
  return <Comparing other={other} id={data.execution.execution_id} />;
}

/** The answer's `a` is the execution before, `b` this one. */
function Comparing({ other, id }: { other: string; id: string }) {
  const comparison = useQuery(executionCompareQuery(other, id));
  return (
    <QueryStates query={comparison} skeleton={<SkeletonRows rows={10} label="Comparing" />}>
      {(data) => <Compared data={data} />}
    </QueryStates>
  );
}

function Compared({ data }: { data: Comparison }) {
  const [filters, setFilters] = useQueryStates(detailParsers, { history: "replace" });
  const [chosen, setChosen] = useState<readonly Change[]>(
    CHANGES.filter((change) => change !== "same"),
  );
  const counts = new Map(
    CHANGES.map((change) => [change, data.rows.filter((row) => row.change === change).length]),
  );
  const rows = data.rows.filter((row) => chosen.includes(row.change));
  const toggle = (change: Change) =>
    setChosen(chosen.includes(change) ? chosen.filter((it) => it !== change) : [...chosen, change]);
  return (
    <div>
      <p className="mb-3 text-ink-2">
        Against <Side row={data.a} />: {formatDuration(data.a.duration_seconds)} then,{" "}
        {formatDuration(data.b.duration_seconds)} now; {formatCount(data.a.failed_jobs)} failed
        then, {formatCount(data.b.failed_jobs)} now.
      </p>
      <fieldset className="mb-3 flex flex-wrap gap-1.5" data-screen-only>
        <legend className="sr-only">Kind of change</legend>
        {CHANGES.filter((change) => (counts.get(change) ?? 0) > 0).map((change) => (
          <Chip
            key={change}
            pressed={chosen.includes(change)}
            count={formatCount(counts.get(change) ?? 0)}
            onToggle={() => toggle(change)}
          >
            <Status state={CHANGE_WORDS[change]} />
          </Chip>
        ))}
      </fieldset>
      {rows.length === 0 ? (
        <Empty kind="all_clear" title="Nothing changed between the two" />
      ) : (
        <DataTable
          caption="Jobs that changed"
          columns={COLUMNS}
          rows={rows}
          rowKey={(row) => `${row.symbol} ${row.timeframe}`}
          sort={filters.sort || "change"}
          onSort={(sort) => void setFilters({ sort: sort || null })}
        />
      )}
    </div>
  );
}

function Side({ row }: { row: Comparison["a"] }) {
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <AppLink
        href={`/executions/${row.execution_id}`}
        className="underline-quiet font-mono text-small"
      >
        {row.execution_id.slice(0, 8)}
      </AppLink>
      <Status state={executionState(row)} />
      <Time at={row.started_at} show="clock" />
    </span>
  );
}
