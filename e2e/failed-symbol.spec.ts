import { startBackfill, waitForEnd } from "./backfill";
import { expect, test } from "./fixtures";

test("a symbol that failed is shown, run again, and resolved", async ({
  page,
  api,
  sql,
  plantFaults,
}) => {
  test.setTimeout(180_000);
  await plantFaults("forbidden_plan:MSFT");
  const id = await startBackfill(api, { symbols: ["AAPL", "MSFT"], timeframes: ["1h", "1d"] });
  await waitForEnd(api, id);

  await page.goto(`/executions/${id}`);
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("2 failed");
  await plantFaults("");

  await page.getByRole("button", { name: "Re-run failed (2)…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Re-run 2 jobs" }).click();
  await page.getByRole("link", { name: "Watch", exact: true }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("2 completed", {
    timeout: 60_000,
  });

  const open = await sql`
    select from feature_computation_failures where symbol = 'MSFT' and not resolved`;
  expect(open).toHaveLength(0);
});
