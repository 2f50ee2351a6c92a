"use client";
/** Rows and columns: sortable, selectable, walked with j and k, drawn only where visible when long, cards on the phone. */
import { useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo, useRef } from "react";
import { cx } from "./cx";
import { TableBody } from "./table-body";
import {
  type Column,
  features,
  nextSort,
  ROLES,
  type Selection,
  type SortKey,
  sortingOf,
  toColumnDefs,
} from "./table-columns";
import { useRowKeys } from "./use-row-keys";

type DataTableProps<T> = {
  /** Names the table for the screen reader. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  rowLabel?: (row: T) => string;
  sort?: SortKey;
  onSort?: (sort: SortKey) => void;
  selection?: Selection;
  /** Marks a row: the one in the URL, one that is new. */
  isMarked?: (row: T) => boolean;
  className?: string;
};

/** From this many rows on, only those in sight are drawn. */
const LONG = 60;

export function DataTable<T extends object>({
  caption,
  columns,
  rows,
  rowKey,
  rowLabel = rowKey,
  sort = "",
  onSort,
  selection,
  isMarked,
  className,
}: DataTableProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const defs = useMemo(() => toColumnDefs(columns), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const table = useTable({ features, columns: defs, data, getRowId: rowKey, state: { sorting } });
  const sorted = table.getRowModel().rows.map(({ original }) => original);
  useRowKeys(scroller);

  return (
    <div
      ref={scroller}
      className={cx(
        "scroll-thin relative overflow-x-auto",
        rows.length >= LONG && "max-h-[70dvh] overflow-y-auto",
        className,
      )}
    >
      <table
        {...ROLES.table}
        aria-rowcount={rows.length >= LONG ? rows.length + 1 : undefined}
        className="w-full border-collapse max-tablet:block"
      >
        <caption className="sr-only">{caption}</caption>
        <thead {...ROLES.rowgroup} className="max-tablet:sr-only">
          <tr {...ROLES.row}>
            {selection ? (
              <HeaderCell>
                <span className="sr-only">Select</span>
              </HeaderCell>
            ) : null}
            {columns.map((column) => (
              <SortableHeader key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <TableBody
          columns={columns}
          rows={sorted}
          rowKey={rowKey}
          rowLabel={rowLabel}
          selection={selection}
          isMarked={isMarked}
          scroller={rows.length >= LONG ? scroller : null}
        />
      </table>
    </div>
  );
}

function HeaderCell({
  children,
  right = false,
  ariaSort,
}: {
  children: ReactNode;
  right?: boolean;
  ariaSort?: "ascending" | "descending" | "none" | undefined;
}) {
  return (
    <th
      scope="col"
      aria-sort={ariaSort}
      className={cx(
        "label sticky top-0 z-10 whitespace-nowrap border-rule-strong border-b bg-paper py-1.5 pr-4 last:pr-0",
        right ? "text-right" : "text-left",
      )}
    >
      {children}
    </th>
  );
}

function SortableHeader<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>;
  sort: SortKey;
  onSort: ((sort: SortKey) => void) | undefined;
}) {
  const right = column.align === "right";
  if (!onSort || !column.sortBy) return <HeaderCell right={right}>{column.header}</HeaderCell>;
  const ascending = sort === column.key;
  const descending = sort === `-${column.key}`;
  let ariaSort: "ascending" | "descending" | "none" = "none";
  if (ascending) ariaSort = "ascending";
  if (descending) ariaSort = "descending";
  return (
    <HeaderCell right={right} ariaSort={ariaSort}>
      <button
        type="button"
        onClick={() => onSort(nextSort(sort, column.key))}
        className={cx("hover:text-ink", (ascending || descending) && "text-ink")}
      >
        {column.header}
        <span aria-hidden="true" className={cx("ml-1", !(ascending || descending) && "opacity-0")}>
          {descending ? "↓" : "↑"}
        </span>
      </button>
    </HeaderCell>
  );
}
