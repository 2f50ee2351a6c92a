/**
 * Attributes of the boards that are walked by arrows: the board has the focus and names its active cell, so that a cell may
 * leave the page while it is scrolled away. Rows are placed by themselves, which a table's own elements do not allow.
 */

export function gridAttributes(grid: {
  label: string;
  rows: number;
  columns: number;
  activeId: string;
  multiselectable?: boolean;
}) {
  return {
    role: "grid",
    tabIndex: 0,
    "aria-label": grid.label,
    "aria-rowcount": grid.rows,
    "aria-colcount": grid.columns,
    "aria-activedescendant": grid.activeId,
    "aria-multiselectable": grid.multiselectable,
  } as const;
}

/** @param index from 0; null for a row that is not counted */
export function rowAttributes(index: number | null = null) {
  return { role: "row", "aria-rowindex": index === null ? undefined : index + 1 } as const;
}

export function cellAttributes(cell: {
  label: string;
  id?: string | undefined;
  /** From 0. */
  column?: number | undefined;
  selected?: boolean;
}) {
  return {
    role: "gridcell",
    id: cell.id,
    "aria-label": cell.label,
    "aria-colindex": cell.column === undefined ? undefined : cell.column + 1,
    "aria-selected": cell.selected,
  } as const;
}

export const ROW_GROUP = { role: "rowgroup" } as const;
export const COLUMN_HEADER = { role: "columnheader" } as const;
export const ROW_HEADER = { role: "rowheader" } as const;
