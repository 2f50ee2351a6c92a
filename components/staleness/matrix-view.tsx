"use client";
/** The matrix with what it is grouped and sorted by, and its states. */
import type { UseQueryResult } from "@tanstack/react-query";
import { type Dispatch, type SetStateAction, useMemo } from "react";
import { QueryStates } from "@/components/ui/query-states";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { plural } from "@/lib/client/format";
import { Matrix } from "./matrix";
import { NoSeries } from "./no-series";
import { type MatrixData, prepareMatrix } from "./prepare-matrix";
import {
  type FilterChange,
  GROUPINGS,
  lensOf,
  ORDERS,
  type StalenessFilters,
} from "./staleness-filters";

const GROUP_LABELS = {
  none: "Not grouped",
  criticality: "By criticality",
  asset_class: "By asset class",
} as const;
const ORDER_LABELS = { worst: "Worst first", symbol: "By symbol" } as const;

type MatrixViewProps = {
  filters: StalenessFilters;
  onChange: (change: FilterChange) => void;
  selected: ReadonlySet<string>;
  onSelect: Dispatch<SetStateAction<ReadonlySet<string>>>;
};

export function MatrixView({
  query,
  ...rest
}: MatrixViewProps & { query: UseQueryResult<MatrixData> }) {
  return (
    <QueryStates query={query} skeleton={<MatrixSkeleton />}>
      {(data) => <MatrixOf data={data} {...rest} />}
    </QueryStates>
  );
}

function MatrixOf({
  data,
  filters,
  onChange,
  selected,
  onSelect,
}: MatrixViewProps & { data: MatrixData }) {
  const { status, data_status, reason, min_bars_behind, group, sort } = filters;
  const { timeframes, rows } = data;
  const matrix = useMemo(
    () =>
      prepareMatrix(
        { timeframes, rows },
        { status, data_status, reason, min_bars_behind, group, sort },
      ),
    [timeframes, rows, status, data_status, reason, min_bars_behind, group, sort],
  );
  if (matrix.rows.length === 0) return <NoSeries filters={filters} onChange={onChange} />;
  return (
    <>
      <div className="mb-1 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-ink-3 text-small">
          {plural(matrix.matching, "series", "series")} of {plural(matrix.rows.length, "symbol")}
          <span className="max-tablet:hidden">
            ; m goes in, arrows walk, Space selects, Enter says why
          </span>
        </p>
        <div className="flex gap-2" data-screen-only>
          <Select
            label="Group"
            hideLabel
            value={group}
            options={GROUPINGS.map((value) => ({ value, label: GROUP_LABELS[value] }))}
            onChange={(value) => onChange({ group: value })}
          />
          <Select
            label="Order"
            hideLabel
            value={sort}
            options={ORDERS.map((value) => ({ value, label: ORDER_LABELS[value] }))}
            onChange={(value) => onChange({ sort: value })}
          />
        </div>
      </div>
      <Matrix
        matrix={matrix}
        lens={lensOf(filters)}
        selected={selected}
        onSelect={onSelect}
        past={filters.at !== null}
      />
    </>
  );
}

const PLACEHOLDERS = Array.from({ length: 16 }, (_, index) => `line ${index}`);

function MatrixSkeleton() {
  return (
    <div role="status" aria-label="Loading the matrix">
      <Skeleton className="mb-1 h-7 w-64" />
      <div className="border-rule-strong border-b py-2">
        <Skeleton className="h-3 w-16" />
      </div>
      {PLACEHOLDERS.map((key) => (
        <div key={key} className="flex h-[34px] items-center gap-6 border-rule border-b">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-3 grow" />
        </div>
      ))}
    </div>
  );
}
