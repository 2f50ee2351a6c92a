import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, FRAME, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import { PoliciesPage } from "./policies-page";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const version = {
  id: 4,
  created_at: timestamp,
  created_by: "maria",
  reason: null,
  source: "page" as const,
};
const policy: ResponseOf<"policy"> = {
  timestamp,
  version,
  yaml: "staleness_thresholds:\n",
  policy: { staleness_thresholds: { fresh_seconds: 3_600 } },
};
const counts = { fresh: 9, aging: 0, stale: 41, missing: 0, current: 50, behind: 0, not_due: 0 };
const preview: ResponseOf<"previewPolicy"> = {
  timestamp,
  changes: [{ key: "staleness_thresholds.fresh_seconds", before: 3_600, after: 7_200 }],
  series: { before: counts, after: { ...counts, stale: 3 } },
  alerts: { days: 30, before: 12, after: 6, wall_clock: 512 },
  moved_symbols: [],
};
const base: Answers = {
  policy,
  policyVersions: { timestamp, versions: [{ ...version, active: true }], next_cursor: null },
};
const show = (answers: Answers = {}, search = "") =>
  renderPage(<PoliciesPage />, {
    answers: { ...base, ...answers },
    path: "/settings/policies",
    search,
  });

async function edit(text: string) {
  await userEvent.click(await screen.findByRole("button", { name: "Edit…" }));
  fireEvent.change(screen.getByLabelText("Policy as YAML"), { target: { value: text } });
  await userEvent.click(screen.getByRole("button", { name: "Preview" }));
}

describe("the policies page", () => {
  test("keeps the layout while it loads, and names an error with its request", async () => {
    show({ policy: () => new Promise(() => undefined) });
    expect(screen.getByRole("status", { name: "Loading the policy" })).toBeDefined();
    cleanup();
    show({ policy: problem(500, "Internal error") });
    expect((await screen.findByRole("alert")).textContent).toContain("req-42");
  });

  test("prints durations in words", async () => {
    show();
    expect(await screen.findByText("1 h")).toBeDefined();
  });

  test("an edit can be put into force only once its preview was seen, and says what it was based on", async () => {
    const { asked } = show({ previewPolicy: preview, savePolicy: policy });
    await edit("changed: 1");
    await screen.findByText("Now: 3 stale instead of 41");
    await userEvent.click(screen.getByRole("button", { name: "Put into force" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "PUT")?.body).toEqual({
        yaml: "changed: 1",
        base_version: 4,
      }),
    );
  });

  test("a file is previewed at once and not in force until it is saved", async () => {
    const { asked } = show({ previewPolicy: preview });
    await screen.findByRole("button", { name: "Import YAML…" });
    const file = new File(["changed: 2"], "policy.yaml", { type: "application/yaml" });
    await userEvent.upload(screen.getByLabelText("Policy file"), file);
    await screen.findByText("Now: 3 stale instead of 41");
    expect((screen.getByLabelText("Policy as YAML") as HTMLTextAreaElement).value).toBe(
      "changed: 2",
    );
    expect(asked.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  test("a mistake shows its line and cannot be saved; the text stays", async () => {
    const message = "line 1: unknown key changed; allowed: staleness_thresholds.";
    const errors = [{ path: "body.yaml", message }];
    show({
      previewPolicy: new Response(JSON.stringify({ title: "Invalid request", errors }), {
        status: 400,
      }),
    });
    await edit("changed: 1");
    expect(await screen.findByText(message)).toBeDefined();
    const save = screen.getByRole("button", { name: "Put into force" });
    expect(save.getAttribute("aria-disabled")).toBe("true");
    expect((screen.getByLabelText("Policy as YAML") as HTMLTextAreaElement).value).toBe(
      "changed: 1",
    );
  });

  test("whoever comes for one rule begins to edit on its line", async () => {
    const yaml = "staleness_thresholds:\n  market_time:\n    grace:\n      critical: 30m\n";
    const search = "?at=staleness_thresholds.market_time.grace.critical";
    show({ policy: { ...policy, yaml } }, search);
    const area = (await screen.findByLabelText("Policy as YAML")) as HTMLTextAreaElement;
    expect(document.activeElement).toBe(area);
    const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
    expect(chosen.trim()).toBe("critical: 30m");
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(screen.queryByLabelText("Policy as YAML")).toBeNull();
  });

  test("who is not an admin sees why editing is not theirs", async () => {
    show({ frame: { ...FRAME, viewer: { name: "olaf", role: "operator" } } });
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Edit…" }).getAttribute("aria-description")).toBe(
        "Needs the role admin; yours is operator",
      ),
    );
  });
});
