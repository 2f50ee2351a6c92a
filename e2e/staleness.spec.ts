import { expect, test } from "./fixtures";

test("staleness is filtered by status, and the address keeps the filter", async ({ page, sql }) => {
  await sql`
    insert into feature_freshness (symbol, timeframe, last_computed_at, data_point_count, status)
    values ('NFLX', '1d', now() - interval '30 hours', 500, 'fresh')
    on conflict (symbol, timeframe) do update
      set last_computed_at = excluded.last_computed_at, data_point_count = 500`;

  await page.goto("/staleness?view=list&lens=age");
  await page.getByRole("button", { name: /^Stale/ }).click();
  await expect(page).toHaveURL(/status=stale/);
  const table = page.getByRole("table");
  await expect(table.getByRole("row", { name: /NFLX/ }).first()).toContainText("Stale");

  await page.reload();
  await expect(page.getByRole("button", { name: /^Stale/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(table.getByRole("row", { name: /NFLX/ }).first()).toBeVisible();
});
