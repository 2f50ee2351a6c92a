import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { EXECUTION_ID, executionAnswer, jobRow } from "@/components/executions/testing/rows";
import { type Answers, problem, renderPage } from "@/components/testing/render-page";
import { ExecutionDetail } from "./execution-detail";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const show = (answers: Answers, search = "") =>
  renderPage(<ExecutionDetail id={EXECUTION_ID} />, { answers, search });

const failed = jobRow({
  id: 2,
  symbol: "MSFT",
  status: "failed",
  error_message: "429 Too Many Requests",
});
const { progress } = executionAnswer();
const partial = executionAnswer(
  { failed_jobs: 1, completed_jobs: 249 },
  {
    jobs: [jobRow(), failed],
    progress: { ...progress, completed: 249, failed: 1 },
    verdict: "1 of 250 jobs failed.",
  },
);
const running = executionAnswer(
  { status: "running", completed_at: null, duration_seconds: null },
  {
    verdict: "Running: 100 of 250 jobs done.",
    progress: {
      pending: 140,
      in_progress: 10,
      completed: 100,
      failed: 0,
      cancelled: 0,
      jobs_per_minute: 30,
      eta_seconds_low: 240,
      eta_seconds_high: 330,
      budget_left: 3,
    },
  },
);

const jobRows = async () => {
  const table = await screen.findByRole("table", { name: "Jobs of this execution" });
  return within(table).getAllByRole("row").slice(1);
};

describe("the page of one execution", () => {
  test("gives the verdict first, and the failed jobs behind their count", async () => {
    show({ execution: partial });
    expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe(
      "1 of 250 jobs failed.",
    );
    const progressPanel = screen.getByRole("region", { name: "Progress" });
    await userEvent.click(within(progressPanel).getByRole("button", { name: /1 failed/ }));
    const rows = await jobRows();
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining("429 Too Many Requests"),
    ]);
  });

  test("while it runs, says the rest as a range, the pace and the budget", async () => {
    show({ execution: running });
    const panel = await screen.findByRole("region", { name: "Progress" });
    expect(panel.textContent).toContain(
      "4 m to 5 m 30 s left · 30 jobs a minute · budget 3 calls left",
    );
  });

  test("cancelling says what will finish and what will stop, and does it once confirmed", async () => {
    const { asked } = show({
      execution: running,
      cancelExecution: { timestamp: "2026-11-23T12:05:00.000Z", finishing: 10, cancelled: 140 },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Cancel…" }));
    const dialog = await screen.findByRole("dialog", { name: "Cancel this execution" });
    expect(dialog.textContent).toContain(
      "10 jobs under way will finish; 140 queued jobs will stop",
    );
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel 140 queued jobs" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.filter(({ method }) => method === "POST").map(({ url }) => url.pathname)).toEqual([
      `/api/v1/admin/scheduler/executions/${EXECUTION_ID}/cancel`,
    ]);
  });

  test("notes stand at the head, and another is added from the menu", async () => {
    const notes = [{ at: "2026-11-23T12:04:00.000Z", text: "maria: vendor ticket 4711" }];
    const { asked } = show({
      execution: { ...executionAnswer(), notes },
      noteExecution: { timestamp: "2026-11-23T12:05:00.000Z", ok: true },
    });
    expect(await screen.findByText(/maria: vendor ticket 4711/)).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "More actions" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Add a note…" }));
    const dialog = await screen.findByRole("dialog", { name: "Add a note" });
    await userEvent.type(within(dialog).getByLabelText("Note"), "solved by them");
    await userEvent.click(within(dialog).getByRole("button", { name: "Add" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
        text: "solved by them",
      }),
    );
  });

  test("what cannot be done stays in sight and says why", async () => {
    show({ execution: executionAnswer() });
    const rerun = await screen.findByRole("button", { name: "Re-run failed (0)…" });
    expect(rerun.getAttribute("aria-description")).toBe("No failed jobs – nothing to re-run");
    const cancel = screen.getByRole("button", { name: "Cancel…" });
    expect(cancel.getAttribute("aria-description")).toBe("It is over: completed");
  });

  test("a filter without jobs is told apart from an execution without failures", async () => {
    show({ execution: executionAnswer() }, "status=failed");
    expect(await screen.findByText("No failed jobs – nothing to re-run")).toBeDefined();
    cleanup();
    show({ execution: executionAnswer() }, "symbol=ZZZ");
    expect(await screen.findByText("No job matches these filters")).toBeDefined();
    cleanup();
    show({ execution: executionAnswer({}, { jobs: [] }) });
    expect(await screen.findByText("This execution has no jobs yet")).toBeDefined();
  });

  test("an unknown execution is an error with its request's id", async () => {
    show({ execution: problem(404, "Not found", "There is no such execution.") });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("There is no such execution.");
    expect(alert.textContent).toContain("req-42");
  });

  test("of 5,000 jobs only those in sight are drawn, and they can be sorted", async () => {
    const jobs = Array.from({ length: 5_000 }, (_, id) =>
      jobRow({ id, symbol: `S${id}`, duration_seconds: id }),
    );
    show({ execution: executionAnswer({}, { jobs }) }, "sort=-duration");
    const rows = await jobRows();
    expect(rows.length).toBeLessThan(80);
    expect(rows.some((row) => row.textContent?.includes("S4999"))).toBe(true);
  });

  test("the requests tab names the vendor's id of each call", async () => {
    const call = {
      id: 1,
      symbol: "AAPL",
      timeframe: "1m",
      purpose: "scheduled",
      path: "/v2/aggs/ticker/AAPL",
      status: 429,
      throttled_ms: 0,
      page: 1,
      duration_ms: 80,
      bytes: 120,
      rows: 0,
      vendor_request_id: "vendor-request-1",
      attempt: 2,
      retry_after_ms: 12_000,
      error_code: "rate_limited",
      error_message: "429 Too Many Requests",
      started_at: "2026-11-23T12:00:11.000Z",
    };
    show(
      {
        execution: partial,
        executionRequests: {
          timestamp: "2026-11-23T12:05:00.000Z",
          requests: [call],
          next_cursor: null,
        },
      },
      "tab=requests",
    );
    expect(await screen.findByRole("button", { name: /copy vendor request id/ })).toBeDefined();
    expect(screen.getByText("429")).toBeDefined();
  });
});
