import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import type { Channel } from "./channel";
import { NotificationsPage } from "./notifications-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const channel: Channel = {
  id: 4,
  kind: "webhook",
  name: "ops chat",
  target: "https://hooks.example.com/x",
  events: ["alert.firing"],
  allow_private: false,
  active: true,
  created_at: timestamp,
  created_by: "maria",
  last_delivery: null,
};
const base: Answers = {
  channels: { timestamp, email_available: false, channels: [channel] },
  deliveries: { timestamp, deliveries: [], next_cursor: null },
};
const show = (answers: Answers = {}) =>
  renderPage(<NotificationsPage />, {
    answers: { ...base, ...answers },
    path: "/settings/notifications",
  });

describe("the notifications page", () => {
  test("an error of one card names its request; the other goes on", async () => {
    show({ channels: problem(500, "Internal error") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
    expect(await screen.findByText("Nothing was sent yet")).toBeDefined();
  });

  test("a test says at once how it went", async () => {
    show({
      testChannel: {
        timestamp,
        delivered: false,
        response_status: 500,
        error: "the receiver answered 500",
        duration_ms: 12,
      },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Test ops chat" }));
    expect(
      await screen.findByText("The test failed: the receiver answered 500 (answer 500)"),
    ).toBeDefined();
  });

  test("a new webhook's signing secret is shown once", async () => {
    const { asked } = show({ addChannel: { timestamp, channel, secret: "cwsec_abc" } });
    await userEvent.click(await screen.findByRole("button", { name: "Add a channel…" }));
    await userEvent.type(await screen.findByLabelText("Name"), "ops chat");
    await userEvent.type(screen.getByLabelText("Address"), "https://hooks.example.com/x");
    await userEvent.click(screen.getByRole("button", { name: "Add" }));
    expect(await screen.findByText("cwsec_abc")).toBeDefined();
    expect(asked.find(({ method }) => method === "POST")?.body).toMatchObject({
      kind: "webhook",
      events: ["execution.failed", "alert.firing", "alert.escalated", "alert.resolved"],
    });
  });

  test("a failed delivery is sent again by a press", async () => {
    const delivery = {
      id: 11,
      channel_id: 4,
      channel: "ops chat",
      event: "alert.firing",
      event_id: "e1",
      status: "failed" as const,
      attempts: 5,
      response_status: 500,
      response_body: null,
      error: "the receiver answered 500",
      created_at: timestamp,
      delivered_at: null,
      next_attempt_at: null,
      payload: {},
    };
    const { asked } = show({
      deliveries: { timestamp, deliveries: [delivery], next_cursor: null },
      retryDelivery: { timestamp, ok: true },
    });
    await userEvent.click(
      await screen.findByRole("button", { name: "Send delivery 11 to ops chat again" }),
    );
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.url.pathname).toBe(
        "/api/v1/admin/deliveries/11/retry",
      ),
    );
  });

  test("an operator may test, and sees why changing is not theirs", async () => {
    show({ frame: { ...FRAME, viewer: { name: "olaf", role: "operator" } } });
    const edit = await screen.findByRole("button", { name: "Edit ops chat" });
    await waitFor(() =>
      expect(edit.getAttribute("aria-description")).toBe("Needs the role admin; yours is operator"),
    );
    expect(
      screen.getByRole("button", { name: "Test ops chat" }).getAttribute("aria-disabled"),
    ).toBeNull();
  });
});
