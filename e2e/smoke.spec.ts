import { expect, test } from "./fixtures";

test("the app answers that it is alive, ready and itself", async ({ page, api }) => {
  expect((await api.get("/api/healthz")).ok()).toBe(true);
  expect((await api.get("/api/readyz")).ok()).toBe(true);

  await page.goto("/");
  await expect(page).toHaveTitle(/Candlewatch/);
});
