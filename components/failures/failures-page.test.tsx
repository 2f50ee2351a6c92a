import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { rerunRequest } from "@/components/rerun/open-rerun";
import { RerunHost } from "@/components/rerun/rerun-host";
import { type Answers, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import type { Failure } from "./failure-columns";
import { FailuresPage } from "./failures-page";

afterEach(() => {
  rerunRequest.close();
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const CAUSE = "rate_limited: HTTP 429";
const failure: Failure = {
  id: 3,
  symbol: "SPY",
  timeframe: "1d",
  error: "The vendor refused",
  error_code: "rate_limited",
  fingerprint: CAUSE,
  execution_id: null,
  failed_at: "2026-11-23T12:00:00.000Z",
  retry_count: 5,
  resolved: false,
  resolved_at: null,
  resolved_by: null,
};
const causes: ResponseOf<"failureGroups"> = {
  timestamp,
  groups: [
    {
      fingerprint: CAUSE,
      example: "The vendor refused",
      error_code: "rate_limited",
      count: 1,
      unresolved: 1,
      series: 1,
      criticalities: ["critical"],
      first_seen: failure.failed_at,
      last_seen: failure.failed_at,
      by_day: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      ignored: null,
    },
  ],
};
const list = (...failures: Failure[]): ResponseOf<"failures"> => ({
  timestamp,
  total: failures.length,
  failures,
  next_cursor: null,
});
const none: Answers = { failureGroups: { timestamp, groups: [] }, failures: list() };
const show = (answers: Answers, search = "") =>
  renderPage(
    <>
      <FailuresPage />
      <RerunHost />
    </>,
    { answers, search, path: "/failures" },
  );

describe("the failures page", () => {
  test("keeps the layout while it loads", () => {
    const never = () => new Promise<Response>(() => undefined);
    show({ failureGroups: never, failures: never });
    expect(screen.getByRole("status", { name: "Loading causes" })).toBeDefined();
  });

  test("says that nothing is unresolved, and tells it from filters that leave nothing", async () => {
    show(none);
    expect(await screen.findByText("No failure is unresolved")).toBeDefined();
    cleanup();
    show(none, "symbol=SPY");
    expect(await screen.findByText("No failure matches these filters")).toBeDefined();
  });

  test("an error of the list leaves the causes standing", async () => {
    show({ failureGroups: causes, failures: problem(500, "Internal error") });
    expect(
      await screen.findByRole("button", { name: "Refused with 429: too many requests" }),
    ).toBeDefined();
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
  });

  test("one cause is run again as a group", async () => {
    const { asked } = show({ failureGroups: causes, failures: list(failure) });
    await userEvent.click(await screen.findByRole("button", { name: "Re-run this cause…" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ error_group: CAUSE }),
    );
  });

  test("the keyboard ticks a failure and runs it again", async () => {
    show({ failureGroups: causes, failures: list(failure) });
    await screen.findByRole("checkbox", { name: "Select SPY 1d" });
    await userEvent.keyboard("r");
    expect(rerunRequest.get()).toBeNull();
    await userEvent.click(screen.getByRole("checkbox", { name: "Select SPY 1d" }));
    await userEvent.keyboard("r");
    expect(rerunRequest.get()).toMatchObject({
      title: "Re-run selected failures",
      choices: [{ body: { series: [{ symbol: "SPY", timeframe: "1d" }] } }],
    });
  });

  test("ticked failures are resolved with a reason", async () => {
    const { asked } = show({
      failureGroups: causes,
      failures: list(failure),
      resolveFailure: { timestamp, ok: true },
    });
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select SPY 1d" }));
    await userEvent.click(screen.getByRole("button", { name: "Resolve 1 failure…" }));
    await userEvent.type(await screen.findByLabelText("Reason"), "vendor fixed it");
    await userEvent.click(screen.getByRole("button", { name: "Resolve 1 failure" }));
    await waitFor(() => {
      const sent = asked.find(({ method }) => method === "POST");
      expect(sent?.url.pathname).toBe("/api/v1/admin/failures/3/resolve");
      expect(sent?.body).toEqual({ reason: "vendor fixed it" });
    });
  });
});
