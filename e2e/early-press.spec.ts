import { expect, test } from "./fixtures";

test("what is pressed before the page's scripts have come happens when they have", async ({
  page,
}) => {
  const scripts = Promise.withResolvers<void>();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await scripts.promise;
    await route.continue();
  });

  await page.goto("/staleness?view=list&lens=age", { waitUntil: "commit" });
  await page.getByRole("button", { name: /^Stale/ }).click();
  await page.getByRole("button", { name: /^Search/ }).click();
  await expect(page).not.toHaveURL(/status=/);
  scripts.resolve();

  await expect(page).toHaveURL(/status=stale/);
  await expect(page.getByRole("dialog")).toBeVisible();
});

test.describe("signed out", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("a password sent before the page's scripts have come never stands in the address", async ({
    page,
  }) => {
    const scripts = Promise.withResolvers<void>();
    await page.route(/\/_next\/static\/.*\.js/, async (route) => {
      await scripts.promise;
      await route.continue();
    });

    await page.goto("/sign-in", { waitUntil: "commit" });
    await page.getByLabel("E-mail address").fill("nobody@example.com");
    await page.getByLabel("Password").fill("not a password of anybody");
    await page.getByLabel("Password").press("Enter");
    await expect(page).toHaveURL(/\/sign-in$/);
    scripts.resolve();

    await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in$/);
  });
});
