import { startBackfill, waitForEnd } from "./backfill";
import { expect, test } from "./fixtures";

const SEVEN = [
  ...["5m", "15m", "1h", "4h", "1d"].map((timeframe) => ({ symbol: "AMD", timeframe })),
  ...["1h", "1d"].map((timeframe) => ({ symbol: "BA", timeframe })),
];

test("what changed under the reader is shown again before seven jobs run as five", async ({
  page,
  api,
  plantFaults,
}) => {
  await plantFaults("forbidden_plan:AMD,forbidden_plan:BA");
  const id = await startBackfill(api, { series: SEVEN });
  await waitForEnd(api, id);
  await plantFaults("");

  await page.goto(`/failures?execution_id=${id}`);
  await page.getByRole("button", { name: "Re-run this cause…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Re-run 7 jobs" })).toBeEnabled();

  const listed = await api.get(`/api/v1/admin/failures?execution_id=${id}&symbol=BA`);
  const { failures } = (await listed.json()) as { failures: { id: number }[] };
  expect(failures).toHaveLength(2);
  for (const failure of failures) {
    const answer = await api.post(`/api/v1/admin/failures/${failure.id}/resolve`, {
      data: { reason: "Dealt with elsewhere" },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  await dialog.getByRole("button", { name: "Re-run 7 jobs" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Changed: now 5 jobs instead of 7");
  await expect(dialog.getByRole("alert")).toContainText("Nothing was started");
  await dialog.getByRole("button", { name: "Re-run 5 jobs" }).click();
  await expect(page.getByText("Started 5 jobs")).toBeVisible();
});
