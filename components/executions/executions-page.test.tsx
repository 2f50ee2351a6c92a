import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Answers, problem, renderPage } from "@/components/testing/render-page";
import type { ResponseOf } from "@/lib/client/call";
import type { ExecutionRow } from "./execution-words";
import { ExecutionsPage } from "./executions-page";
import { executionRow } from "./testing/rows";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const timestamp = "2026-11-23T13:00:00.000Z";
const stats: ResponseOf<"executionStats"> = {
  timestamp,
  bucket_seconds: 1_440,
  buckets: [],
  marks: [],
};

const history = (...executions: ExecutionRow[]): ResponseOf<"executionHistory"> => ({
  timestamp,
  executions,
  next_cursor: null,
});

const numbered = (index: number) =>
  executionRow({
    execution_id: `0199a0de-0000-7000-8000-${String(index).padStart(12, "0")}`,
    started_at: new Date(Date.parse(timestamp) - index * 60_000).toISOString(),
  });

function show(answers: Answers, search = "") {
  return renderPage(<ExecutionsPage />, { answers: { executionStats: stats, ...answers }, search });
}

const rows = async () => {
  const table = await screen.findByRole("table", { name: "Executions, newest first" });
  return within(table).getAllByRole("row").slice(1);
};

describe("the executions page", () => {
  test("keeps the layout while it loads", () => {
    show({ executionHistory: () => new Promise(() => undefined) });
    expect(screen.getByRole("status", { name: "Loading executions" })).toBeDefined();
  });

  test("a partly failed execution is called partial, with its failed jobs one press away", async () => {
    show({ executionHistory: history(executionRow({ completed_jobs: 246, failed_jobs: 4 })) });
    const [row] = await rows();
    expect(row?.textContent).toContain("Partial");
    const failed = within(row as HTMLElement).getByRole("link", { name: "4 failed" });
    expect(failed.getAttribute("href")).toMatch(/\/executions\/.*\?status=failed$/);
  });

  test("executions that start while one reads wait behind a button", async () => {
    let list = [numbered(2), numbered(3)];
    const { client } = show({ executionHistory: () => history(...list) });
    expect(await rows()).toHaveLength(2);
    list = [numbered(1), ...list];
    await client.invalidateQueries();
    await userEvent.click(await screen.findByRole("button", { name: "Show 1 new" }));
    expect(await rows()).toHaveLength(3);
  });

  test("two ticked executions can be compared, the older one as the base", async () => {
    show({ executionHistory: history(numbered(1), numbered(2), numbered(3)) });
    for (const row of (await rows()).slice(0, 2)) {
      await userEvent.click(within(row).getByRole("checkbox"));
    }
    const link = screen.getByRole("link", { name: "Compare" });
    expect(link.getAttribute("href")).toBe(
      `/executions/${numbered(1).execution_id}?tab=compare&with=${numbered(2).execution_id}`,
    );
  });

  test("nothing has run yet: says so and offers the first run", async () => {
    show({ executionHistory: history() });
    expect(await screen.findByText("Nothing has run yet")).toBeDefined();
  });

  test("nothing matches: says so, when the last one was, and how to see it", async () => {
    show(
      {
        executionHistory: ({ url }) =>
          url.searchParams.has("status") ? history() : history(executionRow()),
      },
      "status=cancelled",
    );
    expect(await screen.findByText("No execution matches these filters")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Clear the filters" }));
    expect(await rows()).toHaveLength(1);
  });

  test("not allowed: says so and does not offer to try again", async () => {
    show({ executionHistory: problem(403, "Forbidden", "This needs the role viewer.") });
    expect(await screen.findByText("You may not see this")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  test("an error names the problem and the request, and a press asks again", async () => {
    let broken = true;
    show({
      executionHistory: () => (broken ? problem(500, "Internal error") : history(executionRow())),
    });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Internal error");
    expect(alert.textContent).toContain("req-42");
    broken = false;
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await rows()).toHaveLength(1);
  });

  test("a failed refresh keeps the old rows and says so", async () => {
    let broken = false;
    const { client } = show({
      executionHistory: () => (broken ? problem(500, "Internal error") : history(executionRow())),
    });
    await rows();
    broken = true;
    await client.invalidateQueries();
    expect((await screen.findByRole("alert")).textContent).toContain("Showing what was last known");
    expect(await rows()).toHaveLength(1);
  });

  test("of a long list only the rows in sight are drawn", async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => numbered(index));
    show({ executionHistory: history(...many) });
    const drawn = (await rows()).length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(80);
  });
});
