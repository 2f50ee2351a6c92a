import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import type { RerunRequest } from "./open-rerun";
import type { Preview } from "./rerun-body";
import { RerunDialog } from "./rerun-dialog";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const EXECUTION = "0199a0de-0000-7000-8000-000000000001";
const jobsNamed = (...symbols: string[]) =>
  symbols.map((symbol) => ({ symbol, timeframe: "1h" as const }));

function previewOf(symbols: string[], changes: Partial<Preview> = {}): Preview {
  return {
    timestamp: "2026-11-23T13:00:00.000Z",
    token: `token of ${symbols.join(" ")}`,
    total_symbols: symbols.length,
    total_jobs: symbols.length,
    requests: symbols.length + 2,
    estimated_seconds: 110,
    budget_per_minute: 5,
    budget_left: 0,
    conflicts: [],
    delays: [],
    jobs: jobsNamed(...symbols),
    jobs_listed: symbols.length,
    ...changes,
  };
}

const started = {
  timestamp: "2026-11-23T13:00:00.000Z",
  execution_id: EXECUTION,
  total_symbols: 2,
  total_jobs: 2,
};

const request: RerunRequest = {
  title: "Re-run failed jobs",
  choices: [
    { key: "failed", label: "Failed", count: 2, body: { failed_of: EXECUTION } },
    { key: "all", label: "Everything active", count: null, body: {} },
  ],
};

function show(answers: Answers) {
  const onClose = vi.fn<() => void>();
  return {
    onClose,
    ...renderPage(<RerunDialog request={request} onClose={onClose} />, { answers }),
  };
}

describe("the re-run dialog", () => {
  test("prices the run before the press and says the number on the button", async () => {
    show({ previewBackfill: previewOf(["AAPL", "MSFT"]) });
    expect(await screen.findByRole("button", { name: "Re-run 2 jobs" })).toBeDefined();
    const cost = screen.getByRole("region", { name: "Cost of this run" });
    expect(cost.textContent).toContain("2 jobs → 4 vendor calls");
    expect(cost.textContent).toContain("about 1 m 50 s at 5 a minute");
  });

  test("starts exactly what was seen: its token goes along, and a second press carries the same key", async () => {
    const { asked, onClose } = show({
      previewBackfill: previewOf(["AAPL", "MSFT"]),
      triggerBackfill: started,
    });
    await userEvent.dblClick(await screen.findByRole("button", { name: "Re-run 2 jobs" }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    const starts = asked.filter(({ url }) => url.pathname.endsWith("/trigger"));
    for (const { body } of starts) {
      expect(body).toEqual({ failed_of: EXECUTION, token: "token of AAPL MSFT" });
    }
    const keys = new Set(starts.map(({ headers }) => headers.get("idempotency-key")));
    expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  test("when the jobs changed meanwhile, nothing starts and the new number is shown for review", async () => {
    let current = previewOf(["AAPL", "MSFT"]);
    const { onClose } = show({
      previewBackfill: () => current,
      triggerBackfill: () => {
        current = previewOf(["AAPL", "MSFT", "NVDA"]);
        return problem(409, "Conflict", "The plan changed since the preview.");
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Re-run 2 jobs" }));
    expect((await screen.findByText(/Changed: now 3 jobs instead of 2/)).textContent).toBeDefined();
    expect(screen.getByRole("button", { name: "Re-run 3 jobs" })).toBeDefined();
    expect(onClose).not.toHaveBeenCalled();
  });

  test("a job that was taken out is not run", async () => {
    const { asked } = show({
      previewBackfill: ({ body }) =>
        JSON.stringify(body).includes("series") ? previewOf(["MSFT"]) : previewOf(["AAPL", "MSFT"]),
      triggerBackfill: started,
    });
    await userEvent.click(await screen.findByRole("button", { name: "Take out AAPL 1h" }));
    await userEvent.click(await screen.findByRole("button", { name: "Re-run 1 job" }));
    await waitFor(() =>
      expect(asked.find(({ url }) => url.pathname.endsWith("/trigger"))?.body).toEqual({
        series: [{ symbol: "MSFT", timeframe: "1h" }],
        token: "token of MSFT",
      }),
    );
  });

  test("a run of everything asks for a reason first", async () => {
    show({ previewBackfill: previewOf(["AAPL", "MSFT"]) });
    await userEvent.click(await screen.findByRole("radio", { name: /Everything active/ }));
    const button = await screen.findByRole("button", { name: "Re-run 2 jobs" });
    await waitFor(() => expect(button.getAttribute("aria-description")).toMatch(/Say why/));
    await userEvent.type(screen.getByRole("textbox", { name: "Reason" }), "vendor outage");
    expect(button.getAttribute("aria-disabled")).toBeNull();
  });

  test("a viewer may look at the price but not start", async () => {
    show({
      previewBackfill: previewOf(["AAPL"]),
      frame: { ...FRAME, viewer: { name: "vera", role: "viewer" } },
    });
    const button = await screen.findByRole("button", { name: "Re-run 1 job" });
    await waitFor(() =>
      expect(button.getAttribute("aria-description")).toBe(
        "Needs the role operator; yours is viewer",
      ),
    );
  });

  test("a preview that fails can be asked for again", async () => {
    let broken = true;
    show({
      previewBackfill: () => (broken ? problem(500, "Internal error") : previewOf(["AAPL"])),
    });
    const alert = await screen.findByRole("alert");
    broken = false;
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Re-run 1 job" })).toBeDefined();
  });

  test("of 2,000 jobs only those in sight are drawn", async () => {
    const symbols = Array.from({ length: 2_000 }, (_, index) => `S${index}`);
    show({ previewBackfill: previewOf(symbols, { total_jobs: 9_000 }) });
    const list = await screen.findByRole("region", { name: "Jobs of this run" });
    expect(within(list).getAllByRole("listitem").length).toBeLessThan(60);
    expect(screen.getByText("The first 2,000 of 9,000 are listed.")).toBeDefined();
    expect(screen.queryByRole("button", { name: /Take out/ })).toBeNull();
  });
});
