import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import { EnginePage } from "./engine-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const RUN_ID = "01KAY9Z5T4C8R1V6N3W7X2Q0MB";
const away: ResponseOf<"engine"> = {
  timestamp,
  kind: "embedded",
  server: null,
  reachable: false,
  note: "The engine cannot be asked: its database does not answer.",
  embedded: null,
};
const failed = {
  run_id: RUN_ID,
  function_id: "candlewatch-backfill-symbol",
  status: "failed" as const,
  event_name: "candlewatch/symbol.due",
  created_at: timestamp,
  started_at: timestamp,
  ended_at: timestamp,
};
const runs: ResponseOf<"engineRuns"> = {
  timestamp,
  runs: [{ ...failed, error_message: "HTTP 502" }],
  next_cursor: null,
};
const detail: ResponseOf<"engineRun"> = {
  timestamp,
  run: {
    ...failed,
    throttled_until: null,
    parent_run_id: null,
    output: null,
    error: { name: "ProviderError", message: "HTTP 502", stack: null },
    can_replay: true,
  },
  events: [],
  steps: [],
};
const show = (answers: Answers = {}, search = "") =>
  renderPage(<EnginePage />, {
    answers: { engine: away, engineRuns: runs, engineRun: detail, ...answers },
    search,
    path: "/settings/engine",
  });

describe("the engine page", () => {
  test("an engine that does not answer is said so, and its kept runs still show", async () => {
    show();
    expect(await screen.findByText("The engine does not answer.")).toBeDefined();
    expect(await screen.findByText("HTTP 502")).toBeDefined();
  });

  test("an error names its request", async () => {
    show({ engine: problem(500, "Internal error") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
  });

  test("runs that an Inngest server keeps are not asked for here", async () => {
    show({ engine: { ...away, kind: "inngest", reachable: true, note: "Look there." } });
    expect(await screen.findByText("An Inngest server runs the functions.")).toBeDefined();
    await waitFor(() => expect(screen.queryByText("HTTP 502")).toBeNull());
  });

  test("a failed run is replayed from its failed step", async () => {
    const { asked } = show({ replayEngineRun: { timestamp, ok: true } }, `run=${RUN_ID}`);
    await userEvent.click(
      await screen.findByRole("button", { name: "Replay from the failed step" }),
    );
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.url.pathname).toBe(
        `/api/v1/admin/engine/runs/${RUN_ID}/replay`,
      ),
    );
  });

  test("a viewer sees why replaying is not theirs", async () => {
    const viewer = { name: "vera", role: "viewer" as const };
    show({ frame: { ...FRAME, viewer } }, `run=${RUN_ID}`);
    const button = await screen.findByRole("button", { name: "Replay from the failed step" });
    await waitFor(() =>
      expect(button.getAttribute("aria-description")).toBe(
        "Needs the role operator; yours is viewer",
      ),
    );
  });
});
