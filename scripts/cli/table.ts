/** Rows under headings, aligned by spaces; numbers to the right. */
export type Cell = string | number | null;

export function tableText(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [headings, ...rows.map((row) => row.map((cell) => textOf(cell)))];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  const isNumeric = headings.map((_, column) =>
    rows.some((row) => typeof row[column] === "number"),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return isNumeric[column] ? cell.padStart(width) : cell.padEnd(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function textOf(cell: Cell): string {
  return cell === null ? "–" : String(cell);
}
