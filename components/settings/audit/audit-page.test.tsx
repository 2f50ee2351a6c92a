import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import { AuditPage } from "./audit-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const log: ResponseOf<"auditLog"> = {
  timestamp,
  next_cursor: null,
  entries: [
    {
      id: 9,
      at: timestamp,
      actor: "maria@example.com",
      actor_kind: "user",
      action: "symbol.change",
      target: "AAPL",
      before: { criticality: "standard" },
      after: { criticality: "critical" },
      reason: "earnings week",
      ip: "10.0.0.7",
      user_agent: null,
      request_id: "req-9",
    },
  ],
};
const show = (answers: Answers = {}, search = "") =>
  renderPage(<AuditPage />, {
    answers: { auditLog: log, ...answers },
    search,
    path: "/settings/audit",
  });

describe("the audit log", () => {
  test("keeps the layout while it loads, and names an error with its request", async () => {
    show({ auditLog: () => new Promise(() => undefined) });
    expect(screen.getByRole("status", { name: "Loading the audit log" })).toBeDefined();
    cleanup();
    show({ auditLog: problem(500, "Internal error") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
  });

  test("an entry is a sentence, with what was before and what is after behind it", async () => {
    show();
    const line = await screen.findByRole("listitem");
    expect(line.textContent).toContain("changed the symbol AAPL");
    expect(line.textContent).toContain("“earnings week”");
    expect(line.querySelector("del")?.textContent).toBe("before standard");
    expect(line.querySelector("ins")?.textContent).toBe("after critical");
  });

  test("filters ask the server, and the export asks for exactly what is filtered", async () => {
    const { asked } = show({}, "actor=maria&from=2026-11-20T00:00:00.000Z");
    const link = await screen.findByRole("link", { name: "CSV" });
    expect(link.getAttribute("href")).toBe(
      "/api/v1/admin/audit-log?actor=maria&from=2026-11-20T00%3A00%3A00.000Z&format=csv",
    );
    await userEvent.selectOptions(screen.getByLabelText("What"), "policy.edit");
    await waitFor(() =>
      expect(asked.some(({ url }) => url.searchParams.get("action") === "policy.edit")).toBe(true),
    );
  });

  test("nothing that matches is told from nothing at all", async () => {
    show({ auditLog: { ...log, entries: [] } }, "target=ZZ");
    expect(await screen.findByText("No entry matches")).toBeDefined();
    cleanup();
    show({ auditLog: { ...log, entries: [] } });
    expect(await screen.findByText("Nobody changed anything yet")).toBeDefined();
  });

  test("who is not an admin is told what it needs", async () => {
    show({ frame: { ...FRAME, viewer: { name: "olaf", role: "operator" } } });
    expect(await screen.findByText("Needs the role admin; yours is operator.")).toBeDefined();
  });
});
