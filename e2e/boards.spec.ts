import { startBackfill, waitForEnd } from "./backfill";
import { expect, takesKeys, test } from "./fixtures";

test("the board as it was an hour ago says so, and nothing can be started from it", async ({
  page,
}) => {
  await page.goto("/staleness");
  await page.getByRole("button", { name: "As of…" }).click();
  await page.getByRole("button", { name: "1 h ago" }).click();
  await expect(page).toHaveURL(/at=\d{4}-/);
  const banner = page.getByRole("status").filter({ hasText: "The board as it was" });
  await expect(banner).toContainText("It does not refresh");
  await banner.getByRole("button", { name: "Back to now" }).click();
  await expect(page).not.toHaveURL(/at=/);
  await expect(page.getByRole("gridcell").first()).toBeVisible();
});

test("days marked in the calendar of gaps become one backfill with its price", async ({ page }) => {
  await page.goto("/staleness?view=gaps&symbol=SPY");
  await takesKeys(page);
  const calendar = page.getByRole("grid", { name: "Stored bars by symbol and day" });
  await calendar.focus();
  for (const key of ["ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft"]) {
    await page.keyboard.press(key);
  }
  const block = page.getByRole("region", { name: "Marked block" });
  await expect(block).toContainText("1 symbol × 3 days");
  await block.getByRole("button", { name: "Backfill this range…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "Cost of this run" })).toContainText("job");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
});

test("two letters in the palette lead to a symbol and why it is as it is", async ({ page }) => {
  await page.goto("/executions");
  await takesKeys(page);
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Symbol, page, execution or action").fill("nvd");
  await page.getByRole("option", { name: /NVDA/ }).click();
  await expect(page).toHaveURL(/\/symbols\/NVDA/);
  await expect(page.getByRole("region", { name: "Why" })).toBeVisible();
});

test("two executions are ticked and compared", async ({ page, api }) => {
  for (const timeframe of ["1h", "1d"]) {
    await waitForEnd(api, await startBackfill(api, { symbols: ["QQQ"], timeframes: [timeframe] }));
  }
  await page.goto("/executions");
  const boxes = page.getByRole("checkbox", { name: /^Select execution/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("link", { name: "Compare" }).click();
  await expect(page).toHaveURL(/tab=compare&with=/);
  await expect(page.getByRole("tabpanel", { name: "Compare" })).toContainText("QQQ");
});

test("a stretch dragged over the chart filters the executions below, and is lifted again", async ({
  page,
}) => {
  await page.goto("/executions");
  // The picture becomes a chart that answers when the pointer comes near.
  await page.getByRole("figure", { name: "Executions over time" }).hover();
  const plot = page.locator(".recharts-surface").first();
  await expect(plot).toBeVisible();
  const box = await plot.boundingBox();
  if (!box) throw new Error("The chart has no place on the page.");
  await page.mouse.move(box.x + box.width * 0.3, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await page.getByRole("button", { name: "Show the whole window" }).click();
  await expect(page).not.toHaveURL(/from=/);
});
