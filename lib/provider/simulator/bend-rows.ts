/** Faults of single rows: one bar of the page made wrong, the rest left true. */
import type { FaultName } from "./fault-catalogue";

export type VendorRow = Record<string, unknown> & {
  t: number;
  o: number;
  h: number;
  l: number;
  c: number;
  v: number;
};

type Spoil = (row: VendorRow) => Record<string, unknown>;

const SPOILS: Partial<Record<FaultName, Spoil>> = {
  bad_ohlc: (row) => ({ ...row, h: row.l * 0.9 }),
  negative_volume: (row) => ({ ...row, v: -row.v - 1 }),
  zero_price: (row) => ({ ...row, o: 0, l: 0 }),
  off_grid: (row) => ({ ...row, t: row.t + 7_000 }),
  nan_price: (row) => ({ ...row, c: null }),
  text_price: (row) => ({ ...row, o: String(row.o) }),
  missing_field: ({ v: _left, ...rest }) => rest,
};

/** Spoils the bar in the middle of the page. */
export function bendRows(
  struck: ReadonlySet<FaultName>,
  rows: readonly VendorRow[],
): readonly Record<string, unknown>[] {
  const middle = Math.floor(rows.length / 2);
  let bent: Record<string, unknown>[] | null = null;
  for (const name of struck) {
    const spoil = SPOILS[name];
    const row = rows[middle];
    if (spoil === undefined || row === undefined) continue;
    bent ??= [...rows];
    bent[middle] = spoil(row);
  }
  if (struck.has("unsorted") && rows.length > 1) {
    const swapped: Record<string, unknown>[] = [...(bent ?? rows)];
    swapped.splice(
      Math.max(0, middle - 1),
      2,
      ...swapped.slice(Math.max(0, middle - 1), middle + 1).reverse(),
    );
    bent = swapped;
  }
  return bent ?? rows;
}
