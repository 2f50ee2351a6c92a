import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import type { Alert } from "./alert-words";
import { AlertsPage } from "./alerts-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const firing: Alert = {
  id: 7,
  rule: "stale_series",
  severity: "critical",
  state: "firing",
  summary: "12 series behind by up to 7 h",
  cause: "rate_limited",
  affected_count: 12,
  pending_since: "2026-11-23T12:00:00.000Z",
  firing_since: "2026-11-23T12:05:00.000Z",
  acknowledged_by: null,
  snoozed_until: null,
  affected: ["SPY 1d"],
  last_seen_at: timestamp,
  acknowledged_at: null,
  acknowledge_reason: null,
  resolved_at: null,
  flap_count: 0,
  events: [{ at: "2026-11-23T12:05:00.000Z", state: "firing", actor: null, note: "it began" }],
};
const list = (...alerts: Alert[]): ResponseOf<"alerts"> => ({
  timestamp,
  open: alerts.length,
  alerts,
  next_cursor: null,
});
const show = (answers: Answers, search = "") =>
  renderPage(<AlertsPage />, { answers, search, path: "/alerts" });

describe("the alerts page", () => {
  test("keeps the layout while it loads", () => {
    show({ alerts: () => new Promise(() => undefined) });
    expect(screen.getByRole("status", { name: "Loading alerts" })).toBeDefined();
  });

  test("says that no alert is open, and where to see what is behind, without calling all well", async () => {
    show({ alerts: list() });
    expect(await screen.findByText("No alert is open")).toBeDefined();
  });

  test("when filters leave nothing, says so and offers to clear them", async () => {
    show({ alerts: ({ url }) => (url.search === "" ? list(firing) : list()) }, "state=snoozed");
    await userEvent.click(await screen.findByRole("button", { name: "Clear the filters" }));
    expect(await screen.findByText(firing.summary)).toBeDefined();
  });

  test("an error names the problem and the request", async () => {
    show({ alerts: problem(500, "Internal error") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
  });

  test("a link to one alert opens its timeline and its series", async () => {
    show({ alerts: list(firing) }, "alert=7");
    expect(await screen.findByText(/it began/)).toBeDefined();
    expect(screen.getByRole("link", { name: "SPY 1d" }).getAttribute("href")).toBe("/symbols/SPY");
  });

  test("acknowledging waits for a reason and sends it", async () => {
    const { asked } = show({
      alerts: list(firing),
      acknowledgeAlert: { timestamp, ok: true },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Acknowledge…" }));
    const confirm = await screen.findByRole("button", { name: "Acknowledge" });
    expect(confirm.getAttribute("aria-disabled")).toBe("true");
    await userEvent.type(screen.getByLabelText("Reason"), "429 storm");
    await userEvent.click(confirm);
    await waitFor(() => {
      const sent = asked.find(({ method }) => method === "POST");
      expect(sent?.url.pathname).toBe("/api/v1/admin/alerts/7/acknowledge");
      expect(sent?.body).toEqual({ reason: "429 storm" });
    });
  });

  test("who has taken it, since when and why stands on the line itself", async () => {
    const taken: Alert = {
      ...firing,
      state: "acknowledged",
      acknowledged_by: "olaf",
      acknowledged_at: "2026-11-23T12:20:00.000Z",
      acknowledge_reason: "ticket with the vendor",
    };
    show({ alerts: list(taken) });
    const line = await screen.findByRole("listitem", { name: taken.summary });
    expect(line.textContent).toMatch(/olaf is on it since 07:20.*: ticket with the vendor/);
    const again = screen.getByRole("button", { name: "Acknowledge…" });
    expect(again.getAttribute("aria-description")).toBe("olaf is on it");
  });

  test("a snooze goes on until the next open unless told otherwise", async () => {
    const { asked } = show({
      alerts: list(firing),
      snoozeAlert: { timestamp, snoozed_until: "2026-11-23T14:30:00.000Z" },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Snooze…" }));
    await userEvent.click(await screen.findByRole("button", { name: "Snooze" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ until: "next_open" }),
    );
  });

  test("a viewer sees the actions and why they are not theirs", async () => {
    show({
      alerts: list(firing),
      frame: { ...FRAME, viewer: { name: "vera", role: "viewer" } },
    });
    await waitFor(() =>
      expect(
        screen.getByRole("button", { name: "Acknowledge…" }).getAttribute("aria-description"),
      ).toBe("Needs the role operator; yours is viewer"),
    );
  });

  test("the back-test says how many alerts instead of how many", async () => {
    const fired = [{ at: timestamp, rule: "stale_share", group_key: "all", summary: "too many" }];
    show(
      {
        alerts: list(),
        backtestAlerts: { timestamp, days: 30, alerts: 1, wall_clock_alerts: 512, fired },
      },
      "tab=backtest",
    );
    expect(await screen.findByText("1 alert instead of 512")).toBeDefined();
  });
});
