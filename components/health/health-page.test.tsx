import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { rerunRequest } from "@/components/rerun/open-rerun";
import { RerunHost } from "@/components/rerun/rerun-host";
import { FRAME, problem, renderPage } from "@/components/testing/render-page";
import { HealthPage } from "./health-page";
import { DEGRADED, overviewAnswer } from "./testing/overview";

afterEach(() => {
  rerunRequest.close();
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the health page", () => {
  test("keeps the place of the verdict while it loads", async () => {
    renderPage(<HealthPage />, { answers: { overview: () => new Promise(() => undefined) } });
    expect(screen.getByRole("status", { name: "Loading health" })).toBeDefined();
  });

  test("says in one sentence that all is well, and lists the five components", async () => {
    renderPage(<HealthPage />, { answers: { overview: overviewAnswer() } });
    const verdict = await screen.findByRole("heading", { level: 1 });
    expect(verdict.textContent).toContain("Healthy: All 214 due series fresh");
    const components = screen.getByRole("region", { name: "Components" });
    expect(within(components).getAllByRole("link")).toHaveLength(5);
  });

  test("every count leads to exactly the series it counts", async () => {
    renderPage(<HealthPage />, { answers: { overview: overviewAnswer() } });
    const stale = await screen.findByRole("link", { name: /2 Critical series behind/ });
    expect(stale.getAttribute("href")).toBe("/staleness?criticality=critical&data_status=behind");
  });

  test("when degraded, the button says how many jobs it will run again and opens their preview", async () => {
    const { asked } = renderPage(
      <>
        <HealthPage />
        <RerunHost />
      </>,
      { answers: { overview: overviewAnswer(DEGRADED) } },
    );
    await userEvent.click(await screen.findByRole("button", { name: "Re-run 2 failed jobs…" }));
    // The dialog is fetched with its first use.
    await screen.findByRole("dialog", { name: "Re-run failed jobs" }, { timeout: 10_000 });
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
        failed_of: "0199a0de-0000-7000-8000-000000000001",
      }),
    );
  });

  test("each cause of a fault says what to do, leads to its series and runs them again", async () => {
    const fault = {
      reason: "false_fresh",
      count: 2,
      symbol_count: 1,
      symbols: ["META"],
      sentence: "Features were computed recently, but from old bars.",
      next_step: "Re-run the fetch of this series, not only its features.",
      series: [
        { symbol: "META", timeframe: "1h" },
        { symbol: "META", timeframe: "1d" },
      ],
    } as const;
    const faults = [{ ...fault, symbols: [...fault.symbols], series: [...fault.series] }];
    const { asked } = renderPage(
      <>
        <HealthPage />
        <RerunHost />
      </>,
      { answers: { overview: overviewAnswer({ ...DEGRADED, faults }) } },
    );
    const link = await screen.findByRole("link", { name: "False fresh: 2 series" });
    expect(link.getAttribute("href")).toBe(
      "/staleness?data_status=behind,missing&reason=false_fresh",
    );
    await userEvent.click(screen.getByRole("button", { name: "Re-run 2 (false fresh)…" }));
    await screen.findByRole("dialog", { name: "Re-run selected series" }, { timeout: 10_000 });
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ series: fault.series }),
    );
  });

  test("a viewer sees the action and why it is not theirs", async () => {
    renderPage(<HealthPage />, {
      answers: {
        overview: overviewAnswer(DEGRADED),
        frame: { ...FRAME, viewer: { name: "vera", role: "viewer" } },
      },
    });
    await waitFor(() => {
      const button = screen.getByRole("button", { name: "Re-run 2 failed jobs…" });
      expect(button.getAttribute("aria-disabled")).toBe("true");
      expect(button.getAttribute("aria-description")).toBe(
        "Needs the role operator; yours is viewer",
      );
    });
  });

  test("when the database cannot be read, the verdict is unknown and carries the request's id", async () => {
    renderPage(<HealthPage />, {
      answers: { overview: problem(503, "Unavailable", "The database does not answer.") },
    });
    const verdict = await screen.findByRole("heading", { level: 1 });
    expect(verdict.textContent).toContain("Unknown – cannot read its database.");
    expect(screen.getByText("req-42")).toBeDefined();
  });

  test("an old healthy verdict is never shown over a failed question; the old figures may stay", async () => {
    let broken = false;
    const { client } = renderPage(<HealthPage />, {
      answers: { overview: () => (broken ? problem(503, "Unavailable") : overviewAnswer()) },
    });
    await screen.findByText(/All 214 due series fresh/);
    broken = true;
    await client.invalidateQueries();
    await screen.findByText(/Unknown – cannot read its database/);
    expect(screen.queryByText(/All 214 due series fresh/)).toBeNull();
    expect(screen.getByRole("region", { name: "Components" })).toBeDefined();
  });

  test("before the first backfill, a checklist says what is done and what waits", async () => {
    const setup = {
      database: true,
      engine: true,
      provider: false,
      symbols: 0,
      first_backfill: false,
    };
    renderPage(<HealthPage />, {
      answers: { overview: overviewAnswer({ setup, recent_executions: [], tiers: [] }) },
    });
    await screen.findByRole("region", { name: "First steps" });
    expect(screen.getByRole("link", { name: "Add symbols" }).getAttribute("href")).toBe("/symbols");
    const run = screen.getByRole("button", { name: "Run first backfill…" });
    expect(run.getAttribute("aria-description")).toBe("Waits for the steps above");
    expect(screen.getByText("Nothing has run yet")).toBeDefined();
  });

  test("without incidents it says so instead of leaving a hole", async () => {
    renderPage(<HealthPage />, { answers: { overview: overviewAnswer() } });
    expect(await screen.findByText("No open incidents")).toBeDefined();
  });
});
