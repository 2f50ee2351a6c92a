/** A column of a data table, and TanStack Table's settings made from it. */
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
} from "@tanstack/react-table";
import type { ReactNode } from "react";

export type Column<T> = {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Makes the column sortable; null sorts last either way. */
  sortBy?: (row: T) => string | number | null;
  align?: "right";
  /** On the phone: the row's headline, left out, or (as preset) a labelled line. */
  phone?: "headline" | "hidden" | "bare" | undefined;
  className?: string;
};

/** "duration" ascending, "-duration" descending, "" as delivered. */
export type SortKey = string;

/** Rows that are ticked, by key. */
export type Selection = { keys: ReadonlySet<string>; onToggle: (key: string) => void };

/** Roles are written out because the phone's card layout takes the table's own ones away. */
export const ROLES = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  cell: { role: "cell" },
} as const;

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

export function sortingOf(sort: SortKey): SortingState {
  if (sort === "") return [];
  return [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }];
}

/** Ascending, then descending, then as delivered. */
export function nextSort(sort: SortKey, key: string): SortKey {
  if (sort === key) return `-${key}`;
  return sort === `-${key}` ? "" : key;
}

export function toColumnDefs<T extends object>(
  columns: readonly Column<T>[],
): ColumnDef<typeof features, T>[] {
  return columns.map((column) => ({
    id: column.key,
    header: column.header,
    accessorFn: (row: T) => column.sortBy?.(row) ?? undefined,
    enableSorting: column.sortBy !== undefined,
    sortUndefined: "last" as const,
    sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
  }));
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true });
}
