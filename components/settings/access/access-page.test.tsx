import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import { AccessPage } from "./access-page";
import { deviceOf } from "./device-of";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const user = {
  id: "u1",
  name: "Olaf",
  email: "olaf@example.com",
  role: "operator" as const,
  active: true,
  created_at: timestamp,
  last_sign_in_at: null,
  sessions: 1,
};
const key = {
  id: 3,
  name: "nightly report",
  prefix: "cw_r_ab12",
  role: "viewer" as const,
  requests_per_minute: 600,
  created_at: timestamp,
  created_by: "maria",
  expires_at: null,
  last_used_at: null,
  last_used_ip: null,
  revoked_at: null,
  revoked_by: null,
  state: "active" as const,
};
const base: Answers = {
  users: { timestamp, users: [user] },
  apiKeys: { timestamp, keys: [key] },
  sessions: { timestamp, sessions: [] },
  session: {
    timestamp,
    viewer: { id: "u0", name: "Maria", role: "admin", kind: "user" },
    sign_in_name: "maria@example.com",
  },
};
const show = (answers: Answers = {}) =>
  renderPage(<AccessPage />, { answers: { ...base, ...answers }, path: "/settings/access" });

describe("the access page", () => {
  test("an error of one card names its request; the others go on", async () => {
    show({ users: problem(500, "Internal error") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
    expect(await screen.findByText("nightly report")).toBeDefined();
  });

  test("an invitation answers with a link to copy, shown once", async () => {
    const link = "http://localhost/sign-in#token=abc";
    const { asked } = show({ addUser: { timestamp, user, sign_in_link: link } });
    await userEvent.click(await screen.findByRole("button", { name: "Invite…" }));
    await userEvent.type(await screen.findByLabelText("Name"), "Olaf");
    await userEvent.type(screen.getByLabelText("E-mail address"), "olaf@example.com");
    await userEvent.click(screen.getByRole("button", { name: "Invite" }));
    const copy = await screen.findByRole("button", { name: "Copy the sign-in link" });
    expect(copy.getAttribute("data-copy")).toBe(link);
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      name: "Olaf",
      email: "olaf@example.com",
      role: "viewer",
    });
  });

  test("a key's secret is shown once; it expires in 90 days unless told otherwise", async () => {
    const { asked } = show({ addApiKey: { timestamp, key, secret: "cw_r_secret" } });
    await userEvent.click(await screen.findByRole("button", { name: "Create a key…" }));
    await userEvent.type(await screen.findByLabelText("Name"), "nightly report");
    await userEvent.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByText("cw_r_secret")).toBeDefined();
    const sent = asked.find(({ method }) => method === "POST")?.body as { expires_at: string };
    const days = (Date.parse(sent.expires_at) - Date.parse(timestamp)) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    await userEvent.click(screen.getByRole("button", { name: "I have stored it" }));
    expect(screen.queryByText("cw_r_secret")).toBeNull();
  });

  test("revoking says what it does before it is done", async () => {
    const { asked } = show({ revokeApiKey: { timestamp, ok: true } });
    await userEvent.click(await screen.findByRole("button", { name: "Revoke nightly report" }));
    await screen.findByText(/refused at once, and for good/);
    await userEvent.click(screen.getByRole("button", { name: "Revoke" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "DELETE")?.url.pathname).toBe(
        "/api/v1/admin/api-keys/3",
      ),
    );
  });

  test("a weak password is refused in its own field, and what was typed stays", async () => {
    const errors = [{ path: "body.new_password", message: "must not contain your name" }];
    const refusal = JSON.stringify({ title: "Invalid request", errors });
    show({ changePassword: new Response(refusal, { status: 400 }) });
    const field = await screen.findByLabelText("New password");
    await userEvent.type(field, "maria-maria-maria");
    await userEvent.click(screen.getByRole("button", { name: "Change the password" }));
    expect(await screen.findByText("must not contain your name")).toBeDefined();
    expect((field as HTMLInputElement).value).toBe("maria-maria-maria");
  });

  test("a viewer sees own sessions and password, and what users and keys need", async () => {
    const viewer = { ...FRAME, viewer: { name: "vera", role: "viewer" as const } };
    show({ frame: viewer });
    expect((await screen.findAllByText("Not yours to see")).length).toBe(2);
    expect(screen.getByText("your own")).toBeDefined();
  });
});

test("a user agent is told as browser and system", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36";
  expect(deviceOf(chrome)).toBe("Chrome on Linux");
  expect(deviceOf(null)).toBe("unknown");
});
