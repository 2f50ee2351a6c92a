import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, takesKeys, test } from "./fixtures";

test("while the network is gone the page says since when and keeps what it knew; back again, it catches up by itself", async ({
  page,
  context,
}) => {
  await page.goto("/");
  const pill = page.locator("[data-as-of]").filter({ visible: true });
  await expect(pill).toHaveAttribute("data-as-of", "ok");

  await context.setOffline(true);
  await page.keyboard.press(".");
  await expect(pill).toContainText(/offline since \d\d:\d\d:\d\d, showing last known data/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    "Unknown – Candlewatch does not answer",
  );
  await expect(page.getByRole("region", { name: "By criticality" })).toBeVisible();
  await expect(page).toHaveTitle(/^\(\?\) /);

  await context.setOffline(false);
  // At the latest with the next turn of the refresh picker, fifteen seconds.
  await expect(pill).toHaveAttribute("data-as-of", "ok", { timeout: 30_000 });
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("Unknown");
  await expect(page).not.toHaveTitle(/^\(\?\)/);
});

test("while the database is down the verdict is unknown and never green; back again, it is measured anew", async ({
  page,
}) => {
  const dataDir = process.env.E2E_DATA_DIR;
  test.skip(dataDir === undefined, "The instance under test is not ours: its database stays up.");
  await page.goto("/");
  await takesKeys(page);
  const verdict = page.getByRole("heading", { level: 1 });
  await expect(verdict).not.toContainText("Unknown");

  await expect(async () => {
    await stopDatabase(dataDir ?? "");
    await page.keyboard.press(".");
    await expect(verdict).toContainText("Unknown – cannot read its database", { timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Request");
  await expect(page.getByRole("region", { name: "Verdict" })).not.toContainText("Healthy");

  await expect(async () => {
    await page.getByRole("button", { name: "Try again" }).click({ timeout: 1_000 });
    await expect(verdict).not.toContainText("Unknown", { timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
});

/** As a crash would: the launcher knows nothing of it and starts it again. Resolves when it is down. */
async function stopDatabase(dataDir: string): Promise<void> {
  const text = await readFile(join(dataDir, "postgres", "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  if (!(pid > 0)) return;
  process.kill(pid, "SIGINT");
  await expect.poll(() => isAlive(pid), { intervals: [20] }).toBe(false);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
