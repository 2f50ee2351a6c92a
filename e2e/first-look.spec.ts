import { expect, test } from "./fixtures";

test("after the start an operator sees what is ready and runs the first backfill from there", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByText("Database reachable and migrated: done")).toBeVisible();
  await expect(page.getByText(/50 symbols tracked/)).toBeVisible();

  await page.getByRole("button", { name: "Run first backfill…" }).click();
  const dialog = page.getByRole("dialog", { name: "Run the first backfill" });
  await expect(dialog.getByRole("region", { name: "Cost of this run" })).toContainText("250 jobs");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("first look");
  await dialog.getByRole("button", { name: "Run 250 jobs" }).click();

  await page.getByRole("link", { name: "Watch", exact: true }).click();
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("of 250 jobs");
});

test("a backfill is watched live until every job is through", async ({ page, sql }) => {
  test.setTimeout(240_000);
  const [row] = await sql<{ id: string }[]>`
    select execution_id as id from scheduler_execution_log order by started_at desc limit 1`;
  await page.goto(`/executions/${row?.id}`);
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("250 of 250 jobs", {
    timeout: 220_000,
  });
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("250 completed");
});
