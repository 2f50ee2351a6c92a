import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, takesKeys, test } from "./fixtures";

test("while the network is gone the page says since when and keeps what it knew; back again, it catches up by itself", async ({
  page,
  context,
}) => {
  await page.goto("/");
  await takesKeys(page);
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
  const launcher = Number(process.env.E2E_LAUNCHER_PID);
  test.skip(dataDir === undefined, "The instance under test is not ours: its database stays up.");
  await page.goto("/");
  await takesKeys(page);
  const verdict = page.getByRole("heading", { level: 1 });
  const region = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).not.toContainText("Unknown");

  // The launcher starts it again at once: held still, so that the outage lasts until it has been looked at.
  process.kill(launcher, "SIGSTOP");
  try {
    await stopDatabase(dataDir ?? "");
    await page.keyboard.press(".");
    await expect(verdict).toContainText("Unknown – cannot read its database", { timeout: 30_000 });
    await expect(region).toContainText("Request");
    await expect(region).not.toContainText("Healthy");
  } finally {
    process.kill(launcher, "SIGCONT");
  }

  const again = region.getByRole("button", { name: "Try again" });
  await expect(async () => {
    // It may have been asked again by the refresh picker meanwhile.
    if (await again.isVisible()) await again.click({ timeout: 1_000 });
    await expect(verdict).not.toContainText("Unknown", { timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
  // The other cards catch up by themselves.
  await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0, { timeout: 40_000 });
});

/** As a crash would. Resolves when the server has gone and its sockets are shut. */
async function stopDatabase(dataDir: string): Promise<void> {
  const path = join(dataDir, "postgres", "postmaster.pid");
  const read = () => readFile(path, "utf8").catch(() => "");
  const pid = Number((await read()).split("\n")[0]);
  if (!(pid > 0)) throw new Error(`${path} names no server.`);
  process.kill(pid, "SIGINT");
  await expect.poll(read, { intervals: [20], timeout: 20_000 }).toBe("");
}
