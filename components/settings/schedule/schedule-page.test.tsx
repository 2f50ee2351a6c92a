import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import { SchedulePage } from "./schedule-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const executionId = "0b9f8a54-3f37-4a5e-9a53-0c9a0d8f3c11";
const schedule: ResponseOf<"schedule"> = {
  timestamp,
  switched_on: true,
  paused: null,
  long_stop_after_seconds: 21_600,
  retries: { vendor_waits_seconds: [1, 2, 4, 8], storage_waits_seconds: [] },
  runs: [
    {
      key: "daily",
      label: "Full backfill",
      cron: "30 1 * * *",
      words: "At 01:30, every day, UTC",
      criticality: null,
      symbols: 50,
      next: ["2026-11-24T01:30:00.000Z"],
    },
  ],
  ticks_kept: true,
  ticks: [
    {
      at: "2026-11-23T12:00:00.000Z",
      run: "daily",
      label: "Full backfill",
      late_seconds: 420,
      coalesced: 3,
      outcome: "started",
      execution_id: executionId,
    },
  ],
};
const pace = {
  mode: "throttled" as const,
  max_concurrent: 2,
  requests_per_minute: 0,
  burst: 5,
  stagger_ms: 5_000,
  group_pause_ms: 10_000,
};
const whatIf: ResponseOf<"whatIf"> = {
  timestamp,
  in_force: pace,
  next_full_run_at: "2026-11-24T01:30:00.000Z",
  last_run: {
    execution_id: executionId,
    started_at: timestamp,
    real_seconds: 50,
    predicted_seconds: 40,
    bound_by: "concurrency",
    pace,
    requests: 40,
    symbols: Array.from({ length: 20 }, () => ({ requests: 2, work_ms: 4_000 })),
  },
};
const calendar: ResponseOf<"calendar"> = {
  timestamp,
  calendar: "XNYS",
  covered_from: "1998-01-01",
  covered_through: "2040-12-31",
  next: [
    {
      day: "2026-11-27",
      kind: "early_close",
      closes_at: "2026-11-27T18:00:00.000Z",
      reason: "Day after Thanksgiving",
      source: "rules",
    },
  ],
  overrides: [],
};
const show = (answers: Answers = {}, search = "") =>
  renderPage(<SchedulePage />, {
    answers: { schedule, whatIf, calendar, ...answers },
    search,
    path: "/settings/schedule",
  });

describe("the schedule page", () => {
  test("keeps the layout while it loads, and an error names its request while the rest goes on", async () => {
    show({ schedule: () => new Promise(() => undefined) });
    expect(screen.getByRole("status", { name: "Loading the schedule" })).toBeDefined();
    cleanup();
    show({ schedule: problem(500, "Internal error") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
    expect(await screen.findByText(/Day after Thanksgiving, bell at 13:00 ET/)).toBeDefined();
  });

  test("a fire time stands in UTC and in the exchange's zone", async () => {
    show();
    const table = await screen.findByRole("table", {
      name: "Full backfill: next fire times in three zones",
    });
    expect(table.textContent).toContain("Tue 24 Nov 01:30");
    expect(table.textContent).toContain("20:30");
  });

  test("a tick that was caught up says how late, and what it stands for", async () => {
    show();
    expect(
      await screen.findByText("caught up 7 m later; stands for 3 missed ticks before it"),
    ).toBeDefined();
  });

  test("more symbols at once shorten the run, and the estimate is held against the real one", async () => {
    show();
    expect(await screen.findByText(/the estimate was 20 % too short/)).toBeDefined();
    fireEvent.change(screen.getByLabelText("Symbols at once"), { target: { value: "4" } });
    expect(await screen.findByText("20 s", { selector: ".verdict-text" })).toBeDefined();
  });

  test("pausing waits for a reason and sends it with its end", async () => {
    const { asked } = show({ pauseSchedule: { timestamp, ok: true } });
    await userEvent.click(await screen.findByRole("button", { name: "Pause…" }));
    const confirm = await screen.findByRole("button", { name: "Pause" });
    expect(confirm.getAttribute("aria-disabled")).toBe("true");
    await userEvent.type(screen.getByLabelText("Reason"), "vendor maintenance");
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
        reason: "vendor maintenance",
        until: expect.stringMatching(/Z$/),
      }),
    );
  });

  test("a pause says who set it and why, and is lifted by a press", async () => {
    const paused = { until: null, reason: "vendor maintenance", since: timestamp, by: "maria" };
    const { asked } = show({
      schedule: { ...schedule, paused },
      resumeSchedule: { timestamp, ok: true },
    });
    expect(await screen.findByText("Paused until somebody resumes it.")).toBeDefined();
    expect(screen.getByText(/vendor maintenance/)).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Resume now" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.url.pathname).toBe(
        "/api/v1/admin/scheduler/resume",
      ),
    );
  });

  test("before any full run there is nothing to try on, and it is said so", async () => {
    show({ whatIf: { ...whatIf, last_run: null }, schedule: { ...schedule, ticks: [] } });
    expect(await screen.findByText("No full run to try it on yet")).toBeDefined();
    expect(await screen.findByText("No tick yet")).toBeDefined();
  });

  test("a viewer sees why pausing is not theirs", async () => {
    show({ frame: { ...FRAME, viewer: { name: "vera", role: "viewer" } } });
    const button = await screen.findByRole("button", { name: "Pause…" });
    await waitFor(() =>
      expect(button.getAttribute("aria-description")).toBe(
        "Needs the role operator; yours is viewer",
      ),
    );
  });
});
