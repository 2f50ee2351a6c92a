import { expect, takesKeys, test } from "./fixtures";

test.describe("on the phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("an operator reads the verdict, finds a series and opens its re-run with the thumb", async ({
    page,
  }) => {
    await page.goto("/");
    await expect(page.getByRole("region", { name: "Verdict" })).toBeInViewport();
    const bar = page.getByRole("navigation", { name: "Main" }).filter({ visible: true });
    await bar.getByRole("link", { name: "Staleness" }).tap();
    await page.getByRole("tab", { name: "List" }).tap();
    const rerun = page.getByRole("button", { name: /^Re-run / }).first();
    await rerun.tap();
    const sheet = page.getByRole("dialog");
    await expect(sheet.getByRole("button", { name: "Re-run 1 job" })).toBeInViewport();
    const box = await sheet.boundingBox();
    expect(box?.width).toBe(390);
    await sheet.getByRole("button", { name: "Cancel" }).tap();
    await bar.getByRole("button", { name: "More" }).tap();
    await page.getByRole("link", { name: "Failures" }).filter({ visible: true }).tap();
    await expect(page.getByRole("heading", { level: 1, name: "Failures" })).toBeVisible();
  });
});

test("on the wall the verdict stands large without menus, and Esc leaves", async ({ page }) => {
  await page.goto("/");
  await takesKeys(page);
  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(page).toHaveURL(/kiosk=1/);
  await expect(page.getByRole("region", { name: "Verdict" })).toBeVisible();
  await expect(page.getByRole("region", { name: "By criticality" })).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Re-run/ })).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("navigation", { name: "Main" }).first()).toBeVisible();
});

test("on the wall the views come in turn by themselves, and Esc stays where it is", async ({
  page,
}) => {
  await page.goto("/?kiosk=1&cycle=5");
  await expect(page.getByRole("region", { name: "Verdict" })).toBeVisible();
  await expect(page).toHaveURL(/\/staleness\?kiosk=1&cycle=5/, { timeout: 15_000 });
  await expect(page.getByRole("grid", { name: /Series by symbol/ })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/staleness$/);
  await expect(page.getByRole("navigation", { name: "Main" }).first()).toBeVisible();
});
