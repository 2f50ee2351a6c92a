import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import { SymbolsPage } from "./symbols-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const row: ResponseOf<"symbols">["symbols"][number] = {
  symbol: "AAPL",
  name: "Apple",
  asset_class: "stock",
  criticality: "standard",
  timeframes: ["1h", "1d"],
  active: true,
  paused_until: null,
  paused_reason: null,
  created_at: timestamp,
  updated_at: timestamp,
  worst_status: "fresh",
  stored_through: timestamp,
};
const list = (...symbols: (typeof row)[]): ResponseOf<"symbols"> => ({
  timestamp,
  total: symbols.length,
  symbols,
  next_cursor: null,
});
const show = (answers: Answers = {}, search = "") =>
  renderPage(<SymbolsPage />, {
    answers: { symbols: list(row), ...answers },
    search,
    path: "/symbols",
  });
const paste = async (text: string) => {
  const box = await screen.findByLabelText("Symbols");
  await userEvent.click(box);
  await userEvent.paste(text);
};

describe("the list of symbols", () => {
  test("keeps the layout while it loads, and names an error with its request", async () => {
    show({ symbols: () => new Promise(() => undefined) });
    expect(screen.getByRole("status", { name: "Loading symbols" })).toBeDefined();
    cleanup();
    show({ symbols: problem(500, "Internal error") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
  });

  test("tells nothing tracked from nothing that matches", async () => {
    show({ symbols: list() });
    expect(await screen.findByText("No symbol is tracked yet")).toBeDefined();
    cleanup();
    show({ symbols: list() }, "symbol=ZZ");
    expect(await screen.findByText("No symbol matches")).toBeDefined();
  });

  test("a viewer sees the buttons and why they are not theirs; the address opens nothing", async () => {
    show({ frame: { ...FRAME, viewer: { name: "vera", role: "viewer" } } }, "add=1");
    await waitFor(() =>
      expect(
        screen.getByRole("button", { name: "Add symbols…" }).getAttribute("aria-description"),
      ).toBe("Needs the role admin; yours is viewer"),
    );
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("pausing from the row sends until when and why", async () => {
    const { asked } = show({ updateSymbol: { timestamp, symbol: row } });
    await userEvent.click(await screen.findByRole("button", { name: "More for AAPL" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Pause…" }));
    await userEvent.type(await screen.findByLabelText("Reason"), "halted");
    await userEvent.click(screen.getByRole("button", { name: "Pause" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "PUT")?.body).toMatchObject({
        paused_reason: "halted",
      }),
    );
  });

  test("tracking is stopped only after it was said what stays", async () => {
    const { asked } = show({ deactivateSymbol: { timestamp, ok: true } });
    await userEvent.click(await screen.findByRole("button", { name: "More for AAPL" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Stop tracking…" }));
    await screen.findByText(/Its bars and features stay/);
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Stop tracking" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
  });
});

describe("adding symbols", () => {
  test("the address opens the dialog, and many are sent at once", async () => {
    const answer = { timestamp, added: ["MSFT"], reactivated: ["BRK.B"] };
    const { asked } = show({ addSymbols: answer }, "add=1");
    await paste("msft, brk.b\nmsft");
    expect(await screen.findByText("2 symbols; MSFT stands there twice")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Add 2 symbols" }));
    expect(await screen.findByText("Taken up again; its bars were kept")).toBeDefined();
    const timeframes = ["5m", "15m", "1h", "4h", "1d"];
    const settings = { asset_class: "stock", criticality: "low_priority", timeframes };
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      symbols: [
        { symbol: "MSFT", ...settings },
        { symbol: "BRK.B", ...settings },
      ],
    });
  });

  test("what the vendor does not know is named, nothing is added, and leaving it out goes on", async () => {
    const message = "the vendor knows no stock ZZZ";
    const refusal = {
      title: "Invalid request",
      detail: message,
      errors: [{ path: "body.symbols.1.symbol", message }],
    };
    show({ addSymbols: new Response(JSON.stringify(refusal), { status: 400 }) }, "add=1");
    await paste("MSFT ZZZ");
    await userEvent.click(screen.getByRole("button", { name: "Add 2 symbols" }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Nothing was added: 1 symbol cannot be.");
    expect(alert.textContent).toContain(message);
    await userEvent.click(within(alert).getByRole("button", { name: "Leave it out" }));
    expect((screen.getByLabelText("Symbols") as HTMLTextAreaElement).value).toBe("MSFT");
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("what is no symbol is said before anything is sent", async () => {
    const { asked } = show({}, "add=1");
    await paste("AAPL A/B");
    expect(await screen.findByText(/No symbol: A\/B\. Allowed/)).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Add 1 symbol" }));
    expect(asked.some(({ method }) => method === "POST")).toBe(false);
  });
});
