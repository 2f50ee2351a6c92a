import { startBackfill, waitForEnd } from "./backfill";
import { expect, test } from "./fixtures";

test("an execution is opened from the history and its jobs and vendor calls are read", async ({
  page,
  api,
}) => {
  const id = await startBackfill(api, { symbols: ["SPY"], timeframes: ["1h", "1d"] });
  expect(await waitForEnd(api, id)).toBe("completed");

  await page.goto("/executions");
  await page.locator(`a[href*="/executions/${id}"]`).first().click();
  await expect(page).toHaveURL(new RegExp(`/executions/${id}`));
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("2 of 2 jobs");

  await page.getByRole("tab", { name: /Requests/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("/v2/aggs/ticker/SPY");
});
