import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Cause } from "@/components/failures/cause";
import { type Answers, FRAME, renderPage } from "@/components/testing/render-page";
import { ExecutionsPage } from "./executions-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const causeOf = (fingerprint: string, ignored: Cause["ignored"] = null): Cause => ({
  fingerprint,
  example: `${fingerprint}, for instance`,
  error_code: null,
  count: 3,
  unresolved: 2,
  series: 2,
  criticalities: ["standard"],
  first_seen: "2026-11-23T10:00:00.000Z",
  last_seen: "2026-11-23T12:00:00.000Z",
  by_day: new Array(14).fill(0),
  ignored,
});
const known = causeOf("insert_failed: disk full", {
  until: null,
  more_than: 20,
  per: "hour",
  seen: 3,
  reason: "ticket 4711",
  by: "maria",
  at: "2026-11-23T11:00:00.000Z",
});
const loud = causeOf("compute_failed: no bars");

function show(groups: Cause[], answers: Answers = {}) {
  return renderPage(<ExecutionsPage />, {
    search: "tab=errors",
    path: "/executions",
    answers: {
      executionStats: { timestamp, bucket_seconds: 1_440, buckets: [], marks: [] },
      failureGroups: { timestamp, groups },
      ignoreFailureGroup: { timestamp, ok: true },
      ...answers,
    },
  });
}
const sent = (asked: { method: string; body: unknown }[]) =>
  asked.filter(({ method }) => method === "POST").map(({ body }) => body);

describe("errors by cause", () => {
  test("an ignored error is out of sight, counted, and one press away with who, why and until when", async () => {
    show([loud, known]);
    expect(await screen.findByText("compute_failed: no bars, for instance")).toBeDefined();
    expect(screen.queryByText("insert_failed: disk full, for instance")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Show 1 ignored" }));
    const list = await screen.findByRole("list", { name: "Ignored" });
    expect(list.textContent).toContain(
      "maria ignored it until more than 20 an hour (worst hour: 3 so far): ticket 4711",
    );
    await userEvent.click(screen.getByRole("button", { name: "Hide 1 ignored" }));
    expect(screen.queryByRole("list", { name: "Ignored" })).toBeNull();
  });

  test("where every error is ignored the list says so, not that none happened", async () => {
    show([known]);
    expect(await screen.findByText("Every error in this window is ignored")).toBeDefined();
  });

  test("an error is ignored for a week, with a reason", async () => {
    const { asked } = show([loud]);
    await userEvent.click(await screen.findByRole("button", { name: "Ignore…" }));
    const dialog = await screen.findByRole("dialog", { name: "Ignore this error" });
    await userEvent.selectOptions(within(dialog).getByLabelText("Ignore it"), "for 1 week");
    await userEvent.type(within(dialog).getByLabelText("Reason"), "ticket 4712");
    await userEvent.click(within(dialog).getByRole("button", { name: "Ignore" }));
    await waitFor(() =>
      expect(sent(asked)).toEqual([
        {
          fingerprint: loud.fingerprint,
          reason: "ticket 4712",
          until: expect.stringMatching(/^2026-11-30T13:0/),
        },
      ]),
    );
  });

  test("an error is ignored until it fails more often than said", async () => {
    const { asked } = show([loud]);
    await userEvent.click(await screen.findByRole("button", { name: "Ignore…" }));
    const dialog = await screen.findByRole("dialog", { name: "Ignore this error" });
    await userEvent.selectOptions(
      within(dialog).getByLabelText("Ignore it"),
      "until it has failed more than N times…",
    );
    await userEvent.type(within(dialog).getByLabelText("Failures from now"), "50");
    await userEvent.type(within(dialog).getByLabelText("Reason"), "known");
    await userEvent.click(within(dialog).getByRole("button", { name: "Ignore" }));
    await waitFor(() =>
      expect(sent(asked)).toEqual([
        {
          fingerprint: loud.fingerprint,
          reason: "known",
          until: { more_than: 50, per: "total" },
        },
      ]),
    );
  });

  test("an ignored error is shown again with one press", async () => {
    const { asked } = show([known]);
    await userEvent.click(await screen.findByRole("button", { name: "Show 1 ignored" }));
    await userEvent.click(await screen.findByRole("button", { name: "Show again" }));
    await waitFor(() =>
      expect(sent(asked)).toMatchObject([{ fingerprint: known.fingerprint, until: null }]),
    );
  });

  test("a viewer sees why it cannot ignore", async () => {
    show([loud], { frame: { ...FRAME, viewer: { name: "eve", role: "viewer" } } });
    const button = await screen.findByRole("button", { name: "Ignore…" });
    await waitFor(() => expect(button.getAttribute("aria-disabled")).toBe("true"));
    expect(button.getAttribute("data-tip")).toContain("operator");
  });
});
