import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

test("what is pressed before the page's scripts have come happens when they have", async ({
  page,
}) => {
  const letScriptsCome = await holdScripts(page);

  await page.goto("/staleness?view=list&lens=age", { waitUntil: "commit" });
  await page.getByRole("button", { name: /^Stale/ }).click();
  await page.getByRole("button", { name: /^Search/ }).click();
  await expect(page).not.toHaveURL(/status=/);
  letScriptsCome();

  await expect(page).toHaveURL(/status=stale/);
  await expect(page.getByRole("dialog")).toBeVisible();
});

test.describe("signed out", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("a password sent before the page's scripts have come never stands in the address", async ({
    page,
  }) => {
    const letScriptsCome = await holdScripts(page);

    await page.goto("/sign-in", { waitUntil: "commit" });
    await page.getByLabel("E-mail address").fill("nobody@example.com");
    await page.getByLabel("Password").fill("not a password of anybody");
    await page.getByLabel("Password").press("Enter");
    await expect(page).toHaveURL(/\/sign-in$/);
    letScriptsCome();

    await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in$/);
  });
});

/** Until the function it answers with is called, a page is painted but can't act. */
async function holdScripts(page: Page): Promise<() => void> {
  const scripts = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await scripts.promise;
    await route.continue();
  });
  return scripts.resolve;
}
