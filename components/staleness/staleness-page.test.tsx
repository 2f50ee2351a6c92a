import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { rerunRequest } from "@/components/rerun/open-rerun";
import { RerunHost } from "@/components/rerun/rerun-host";
import { type Answers, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import { SnoozeHost } from "./snooze-host";
import { StalenessPage } from "./staleness-page";

type Matrix = ResponseOf<"stalenessMatrix">;
type Row = Matrix["rows"][number];
type Cell = NonNullable<Row["cells"][number]>;

afterEach(() => {
  rerunRequest.close();
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const CURRENT: Cell = ["fresh", "current", 0, null, "up_to_date"];
const BEHIND: Cell = ["stale", "behind", 3, 1, "rate_limited"];
const FALSE_FRESH: Cell = ["fresh", "behind", 12, 1, "provider_empty"];

function rowOf(symbol: string, cells: Row["cells"]): Row {
  return {
    symbol,
    name: `${symbol} Inc.`,
    asset_class: "stock",
    criticality: "standard",
    paused: false,
    snoozed: [],
    cells,
  };
}

function matrixOf(rows: Row[]): Matrix {
  return {
    timestamp: "2026-11-23T13:00:00.000Z",
    summary: {
      fresh_count: 0,
      aging_count: 0,
      stale_count: 0,
      missing_count: 0,
      total_monitored: rows.length,
    },
    data_summary: { current: 0, behind: 0, not_due: 0, missing: 0 },
    timeframes: ["1h", "1d"],
    rows,
  };
}

const BOARD = matrixOf([
  rowOf("TSLA", [BEHIND, CURRENT]),
  rowOf("META", [FALSE_FRESH, CURRENT]),
  rowOf("AAPL", [CURRENT, null]),
]);

const show = (stalenessMatrix: Answers["stalenessMatrix"], search = "") =>
  renderPage(
    <>
      <StalenessPage />
      <RerunHost />
      <SnoozeHost />
    </>,
    {
      answers: stalenessMatrix === undefined ? {} : { stalenessMatrix },
      search,
      path: "/staleness",
    },
  );

const cell = (name: RegExp) => screen.findByRole("gridcell", { name });

describe("the staleness page", () => {
  test("keeps the place of the matrix while it loads", () => {
    show(() => new Promise(() => undefined));
    expect(screen.getByRole("status", { name: "Loading the matrix" })).toBeDefined();
  });

  test("an error names its request and is tried again without leaving the page", async () => {
    let broken = true;
    show(() => (broken ? problem(503, "Unavailable", "The database does not answer.") : BOARD));
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
    broken = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await cell(/^TSLA 1h: Behind/)).toBeDefined();
  });

  test("without permission it says so and offers no second try", async () => {
    show(problem(403, "Forbidden", "Sign in to see the board."));
    expect(await screen.findByText("You may not see this")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  test("with nothing tracked it leads to adding symbols", async () => {
    show(matrixOf([]));
    const add = await screen.findByRole("link", { name: "Add symbols" });
    expect(add.getAttribute("href")).toContain("/symbols?add=");
  });

  test("when nothing matches, each filter can be taken out alone", async () => {
    show(BOARD, "?data_status=missing&criticality=critical");
    expect(await screen.findByText("No series matches")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Take out is:missing" }));
    expect(screen.queryByRole("button", { name: "Take out is:missing" })).toBeNull();
  });

  test("of a past in which nothing was recorded it says that, not that nothing is tracked", async () => {
    show(matrixOf([]), "?at=2026-11-01T10:00:00.000Z");
    expect(await screen.findByText("Nothing was recorded then")).toBeDefined();
  });

  test("every cell says its state, its lag and its reason in words", async () => {
    show(BOARD);
    expect(await cell(/^TSLA 1h: Behind, bars behind 3, Rate limited$/)).toBeDefined();
    expect(await cell(/^AAPL 1d: not tracked$/)).toBeDefined();
  });

  test("a series computed lately from old bars is called false fresh by age too", async () => {
    show(BOARD, "?lens=age");
    expect(await cell(/^META 1h: False fresh, bars behind 12/)).toBeDefined();
    expect(await cell(/^TSLA 1h: Stale/)).toBeDefined();
  });

  test("a chip counts what it would show, and pressing it leaves the other cells as context", async () => {
    show(BOARD);
    await screen.findByText("3 symbols", { exact: false });
    const chip = await screen.findByRole("button", { name: /^Behind/ });
    expect(chip.textContent).toContain("2");
    await userEvent.click(chip);
    expect(screen.queryByRole("gridcell", { name: /^AAPL/ })).toBeNull();
    expect(await cell(/^TSLA 1d: Current/)).toBeDefined();
  });

  test("arrows with Shift select, and the selection is run again with its number", async () => {
    const { asked } = show(BOARD);
    await cell(/^TSLA 1h/);
    screen.getByRole("grid").focus();
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
    const bar = screen.getByRole("region", { name: "Selection" });
    expect(within(bar).getByText("2 selected")).toBeDefined();
    await userEvent.click(within(bar).getByRole("button", { name: "Re-run…" }));
    await screen.findByRole("dialog");
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
      series: [
        { symbol: "TSLA", timeframe: "1h" },
        { symbol: "META", timeframe: "1h" },
      ],
    });
  });

  test("exactly what is selected is offered as a file", async () => {
    show(BOARD);
    await cell(/^TSLA 1h/);
    screen.getByRole("grid").focus();
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
    const bar = screen.getByRole("region", { name: "Selection" });
    const hrefOf = (name: string) =>
      new URL(within(bar).getByRole("link", { name }).getAttribute("href") ?? "", "http://x");
    for (const [name, format] of [
      ["CSV", "csv"],
      ["JSON", "ndjson"],
    ] as const) {
      const { pathname, searchParams } = hrefOf(name);
      expect(pathname).toBe("/api/v1/admin/features/staleness");
      expect(searchParams.get("series")).toBe("TSLA 1h,META 1h");
      expect(searchParams.get("format")).toBe(format);
    }
  });

  test("rows chosen one after the other are all selected", async () => {
    show(BOARD);
    await cell(/^TSLA 1h/);
    for (const symbol of ["TSLA", "META"]) {
      const header = screen.getByRole("rowheader", { name: new RegExp(symbol) });
      await userEvent.click(within(header).getByRole("button"));
    }
    const bar = screen.getByRole("region", { name: "Selection" });
    expect(within(bar).getByText("4 selected")).toBeDefined();
  });

  test("a selection is snoozed for a reason, and a snoozed cell says so without its alarm", async () => {
    const { asked } = show(
      matrixOf([{ ...rowOf("TSLA", [BEHIND, CURRENT]), snoozed: ["1h" as const] }]),
    );
    const silent = await cell(/^TSLA 1h: Behind.*, snoozed$/);
    expect(silent.className).not.toContain("bg-bad-wash");
    screen.getByRole("grid").focus();
    await userEvent.keyboard(" ");
    await userEvent.keyboard("s");
    const dialog = await screen.findByRole("dialog", { name: "Snooze TSLA 1h" });
    await userEvent.type(within(dialog).getByLabelText("Reason"), "ticket 4711");
    await userEvent.click(within(dialog).getByRole("button", { name: "Snooze" }));
    expect(asked.find(({ url }) => url.pathname.endsWith("/features/snooze"))?.body).toEqual({
      series: [{ symbol: "TSLA", timeframe: "1h" }],
      until: "next_open",
      reason: "ticket 4711",
    });
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
  });

  test("of five thousand symbols only those in sight are drawn, and all are counted", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) =>
      rowOf(`S${index}`, [CURRENT, CURRENT]),
    );
    show(matrixOf(rows));
    await cell(/^S0 1h/);
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("5001");
    expect(screen.getByText(/10,000 series of 5,000 symbols/)).toBeDefined();
  });
});
