"use client";
/** The rows of a data table; with a scroller, only those in sight. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useMemo } from "react";
import { cx } from "./cx";
import { type Column, ROLES, type Selection } from "./table-columns";

type TableBodyProps<T> = {
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  rowLabel: (row: T) => string;
  selection: Selection | undefined;
  isMarked: ((row: T) => boolean) | undefined;
  scroller: RefObject<HTMLDivElement | null> | null;
};

const ROW_PX = 37;

export function TableBody<T>({ scroller, ...props }: TableBodyProps<T>) {
  if (scroller) return <VirtualBody scroller={scroller} {...props} />;
  return (
    <tbody {...ROLES.rowgroup} className="max-tablet:block">
      {props.rows.map((row) => (
        <BodyRow key={props.rowKey(row)} row={row} {...props} />
      ))}
    </tbody>
  );
}

function VirtualBody<T>({
  scroller,
  rows,
  ...props
}: Omit<TableBodyProps<T>, "scroller"> & { scroller: RefObject<HTMLDivElement | null> }) {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : props.rowKey(row);
    },
    overscan: 12,
    initialRect: { width: 1_000, height: 800 },
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <tbody {...ROLES.rowgroup} className="max-tablet:block">
      <Spacer heightPx={before} />
      {items.map(({ index, key }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <BodyRow
            key={String(key)}
            row={row}
            rows={rows}
            index={index}
            measure={virtualizer.measureElement}
            {...props}
          />
        );
      })}
      <Spacer heightPx={after} />
    </tbody>
  );
}

function Spacer({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr className="max-tablet:block">
      <td colSpan={99} className="max-tablet:block" style={{ height: heightPx, padding: 0 }} />
    </tr>
  );
}

function BodyRow<T>({
  row,
  columns,
  rowKey,
  rowLabel,
  selection,
  isMarked,
  index,
  measure,
}: Omit<TableBodyProps<T>, "scroller"> & {
  row: T;
  index?: number;
  measure?: (element: Element | null) => void;
}) {
  const key = rowKey(row);
  const selected = selection?.keys.has(key);
  // A row that did not change is not drawn anew by a scroll or a poll.
  const cells = useMemo(
    () => columns.map((column) => <BodyCell key={column.key} column={column} row={row} />),
    [columns, row],
  );
  return (
    <tr
      {...ROLES.row}
      ref={measure}
      data-index={index}
      // The header is the first row.
      aria-rowindex={index === undefined ? undefined : index + 2}
      data-row={key}
      tabIndex={-1}
      aria-selected={selected}
      className={cx(
        "border-rule border-b outline-offset-[-2px] hover:bg-hover aria-selected:bg-live-wash",
        "max-tablet:relative max-tablet:grid max-tablet:grid-cols-2 max-tablet:gap-x-4 max-tablet:gap-y-1 max-tablet:py-3",
        isMarked?.(row) && "bg-live-wash",
      )}
    >
      {selection ? (
        <td className="w-8 py-2 align-top max-tablet:absolute max-tablet:right-0 max-tablet:top-1">
          <input
            type="checkbox"
            aria-label={`Select ${rowLabel(row)}`}
            checked={selected}
            onChange={() => selection.onToggle(key)}
            className="size-4 accent-[var(--color-live)] pointer-coarse:m-2 pointer-coarse:size-5"
          />
        </td>
      ) : null}
      {cells}
    </tr>
  );
}

function BodyCell<T>({ column, row }: { column: Column<T>; row: T }) {
  const { phone } = column;
  return (
    <td
      {...ROLES.cell}
      className={cx(
        "py-2 pr-4 align-top last:pr-0 max-tablet:min-w-0 max-tablet:p-0 max-tablet:wrap-anywhere",
        column.align === "right" && "tablet:text-right",
        phone === "headline" && "max-tablet:col-span-2 max-tablet:pr-8 max-tablet:font-medium",
        phone === "bare" && "max-tablet:col-span-2",
        phone === "hidden" && "max-tablet:hidden",
        column.className,
      )}
    >
      {phone === undefined ? (
        <span aria-hidden="true" className="label mr-2 tablet:hidden">
          {column.header}
        </span>
      ) : null}
      {column.cell(row)}
    </td>
  );
}
