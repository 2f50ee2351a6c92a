import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "@/components/testing/render-page";
import { DataTable } from "./data-table";
import type { Column } from "./table-columns";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

type Row = { id: string; lag: number | null };

const columns: Column<Row>[] = [
  { key: "id", header: "Series", cell: (row) => <a href={`#${row.id}`}>{row.id}</a> },
  { key: "lag", header: "Lag", sortBy: (row) => row.lag, cell: (row) => row.lag ?? "–" },
];
const rows: Row[] = [
  { id: "B", lag: 2 },
  { id: "C", lag: null },
  { id: "A", lag: 10 },
];

function Sortable() {
  const [sort, setSort] = useState("");
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      caption="Lags"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      sort={sort}
      onSort={setSort}
      selection={{ keys, onToggle: (key) => setKeys(new Set([...keys, key])) }}
    />
  );
}

const order = () =>
  within(screen.getByRole("table", { name: "Lags" }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getByRole("link").textContent);

describe("the data table", () => {
  test("sorts by numbers, up, then down, then as delivered; what is missing stays last", async () => {
    renderPage(<Sortable />);
    const header = screen.getByRole("button", { name: /Lag/ });
    await userEvent.click(header);
    expect(order()).toEqual(["B", "A", "C"]);
    expect(screen.getByRole("columnheader", { name: /Lag/ }).getAttribute("aria-sort")).toBe(
      "ascending",
    );
    await userEvent.click(header);
    expect(order()).toEqual(["A", "B", "C"]);
    await userEvent.click(header);
    expect(order()).toEqual(["B", "C", "A"]);
  });

  test("is walked and ticked from the keyboard", async () => {
    renderPage(<Sortable />);
    await userEvent.keyboard("jjx");
    expect(document.activeElement?.getAttribute("data-row")).toBe("C");
    expect(screen.getByRole("checkbox", { name: "Select C" })).toHaveProperty("checked", true);
    await userEvent.keyboard("k");
    expect(document.activeElement?.getAttribute("data-row")).toBe("B");
  });

  test("of many rows only those in sight are drawn, and the screen reader hears of all", () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ id: `S${index}`, lag: index }));
    renderPage(<DataTable caption="Lags" columns={columns} rows={many} rowKey={(row) => row.id} />);
    const table = screen.getByRole("table", { name: "Lags" });
    expect(within(table).getAllByRole("row").length).toBeLessThan(60);
    expect(table.getAttribute("aria-rowcount")).toBe("501");
    expect(within(table).getByRole("row", { name: "S3 3" }).getAttribute("aria-rowindex")).toBe(
      "5",
    );
  });
});
