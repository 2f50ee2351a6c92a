import type { Page } from "@playwright/test";
import { startBackfill, waitForEnd } from "./backfill";
import { expect, takesKeys, test } from "./fixtures";

test("an operator finds why one cell is red and fixes it from the keyboard alone", async ({
  page,
  api,
  sql,
}) => {
  test.setTimeout(120_000);
  const history = { from: undefined, to: undefined };
  await waitForEnd(
    api,
    await startBackfill(api, { symbols: ["NVDA"], timeframes: ["1d"], ...history }),
  );
  await sql`
    update feature_freshness set stored_through = stored_through - interval '8 days'
    where symbol = 'NVDA' and timeframe = '1d'`;
  const { keyboard } = page;
  const cell = page.getByRole("gridcell", { name: /^NVDA 1d/ });
  await page.goto("/");
  await takesKeys(page);

  await goToTheCell(page);
  await expect(cell).toHaveAccessibleName(/^NVDA 1d: (Behind|False fresh)/);
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/symbols\/NVDA\?tf=1d/);
  const why = page.getByRole("region", { name: "Why" });
  await expect(why).toContainText(/Behind|False fresh/);
  await expect(why).toContainText("What to do");

  await goToTheCell(page);
  await keyboard.press("r");
  const start = page.getByRole("dialog").getByRole("button", { name: "Re-run 1 job" });
  await expect(start).toBeFocused();
  await expect(start).not.toHaveAttribute("aria-disabled");
  await keyboard.press("Enter");
  await expect(page.getByText("Started 1 job")).toBeVisible();

  await expect(async () => {
    await keyboard.press(".");
    await expect(cell).toHaveAccessibleName(/^NVDA 1d: (Current|Not due)/, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
});

/** From anywhere to the matrix, narrowed to one series, with the keyboard in it. */
async function goToTheCell(page: Page): Promise<void> {
  const { keyboard } = page;
  await keyboard.press("g");
  await keyboard.press("f");
  await expect(page.getByRole("grid", { name: /Series by symbol/ })).toBeVisible();
  await keyboard.press("/");
  await expect(page.getByRole("combobox", { name: "Search series" })).toBeFocused();
  await keyboard.type("symbol:NVDA tf:1d");
  await keyboard.press("Enter");
  await expect(page.getByRole("gridcell")).toHaveCount(1);
  await keyboard.press("Escape");
  await keyboard.press("m");
  await expect(page.getByRole("grid", { name: /Series by symbol/ })).toBeFocused();
}
