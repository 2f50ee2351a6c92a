/** Walking and selecting in the matrix: a place, an anchor, and the cells between them. Pure. */
import type { Timeframe } from "@/lib/domain/vocabulary";
import type { PreparedMatrix } from "./prepare-matrix";

export type Place = { row: number; column: number };
export type SeriesKey = { symbol: string; timeframe: Timeframe };

export const keyText = ({ symbol, timeframe }: SeriesKey) => `${symbol} ${timeframe}`;

/** What is at a place; null for a cell that is not tracked. */
export function seriesAt(matrix: PreparedMatrix, { row, column }: Place): SeriesKey | null {
  const line = matrix.rows[row];
  const timeframe = matrix.timeframes[column];
  if (!line || !timeframe || line.row.cells[column] === null) return null;
  return { symbol: line.row.symbol, timeframe };
}

/** The matching cells of the rectangle between two places, both included. */
export function seriesBetween(matrix: PreparedMatrix, a: Place, b: Place): string[] {
  const keys: string[] = [];
  for (let row = Math.min(a.row, b.row); row <= Math.max(a.row, b.row); row += 1) {
    for (
      let column = Math.min(a.column, b.column);
      column <= Math.max(a.column, b.column);
      column += 1
    ) {
      const series = seriesAt(matrix, { row, column });
      if (series && matrix.rows[row]?.matches[column]) keys.push(keyText(series));
    }
  }
  return keys;
}

/** All that match; of one row or one column on request. */
export function seriesOf(matrix: PreparedMatrix, only: Partial<Place> = {}): string[] {
  const last = { row: matrix.rows.length - 1, column: matrix.timeframes.length - 1 };
  return seriesBetween(
    matrix,
    { row: only.row ?? 0, column: only.column ?? 0 },
    { row: only.row ?? last.row, column: only.column ?? last.column },
  );
}

const STEPS: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  k: { row: -1, column: 0 },
  j: { row: 1, column: 0 },
};

/** Where a key leads from a place; null when it leads nowhere. `pageRows`: rows in sight. */
export function placeAfter(
  key: string,
  from: Place,
  {
    rows,
    columns,
    pageRows,
    far,
  }: { rows: number; columns: number; pageRows: number; far: boolean },
): Place | null {
  const clamp = (place: Place): Place => ({
    row: Math.max(0, Math.min(rows - 1, place.row)),
    column: Math.max(0, Math.min(columns - 1, place.column)),
  });
  // With Ctrl, letters are the page's: Ctrl+K searches.
  const step = far && key.length === 1 ? undefined : STEPS[key];
  if (step) {
    const reach = far ? Number.MAX_SAFE_INTEGER : 1;
    return clamp({ row: from.row + step.row * reach, column: from.column + step.column * reach });
  }
  switch (key) {
    case "PageDown":
      return clamp({ ...from, row: from.row + pageRows });
    case "PageUp":
      return clamp({ ...from, row: from.row - pageRows });
    case "Home":
      return clamp({ row: far ? 0 : from.row, column: 0 });
    case "End":
      return clamp({ row: far ? rows - 1 : from.row, column: columns - 1 });
    default:
      return null;
  }
}

/** Takes all of them out when all are in; puts them in otherwise. */
export function toggleAll(selected: ReadonlySet<string>, keys: readonly string[]): Set<string> {
  const after = new Set(selected);
  const allIn = keys.every((key) => after.has(key));
  for (const key of keys) {
    if (allIn) after.delete(key);
    else after.add(key);
  }
  return after;
}
