import { expect, test } from "./fixtures";

const BUTTONS = [
  { path: "/settings/schedule", button: "Pause…", needs: "operator" },
  { path: "/settings/policies", button: "Edit…", needs: "admin" },
  { path: "/symbols", button: "Add symbols…", needs: "admin" },
] as const;

const GATED = [
  { path: "/settings/access", needs: "admin" },
  { path: "/settings/audit", needs: "admin" },
  { path: "/settings/notifications", needs: "operator" },
] as const;

test("a viewer can't: every action says why it is not theirs, and the API refuses it", async ({
  api,
  browser,
  baseURL,
}) => {
  const invited = await api.post("/api/v1/admin/users", {
    data: { name: "Vera", email: `vera-${Date.now()}@example.com`, role: "viewer" },
  });
  const { sign_in_link: link } = await invited.json();
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const headers = { origin: baseURL ?? "" };
  const token = new URL(link).hash.replace("#token=", "");
  const came = await context.request.post("/api/auth/sign-in-link", { data: { token }, headers });
  expect(came.ok(), await came.text()).toBe(true);

  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  for (const { path, button, needs } of BUTTONS) {
    await page.goto(path);
    const action = page.getByRole("button", { name: button }).first();
    await expect(action, path).toHaveAttribute(
      "aria-description",
      `Needs the role ${needs}; yours is viewer`,
    );
    // It can be pressed, being focusable; nothing must come of it.
    await action.click({ force: true });
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  for (const { path, needs } of GATED) {
    await page.goto(path);
    await expect(
      page.getByText(`Needs the role ${needs}; yours is viewer.`).first(),
      path,
    ).toBeVisible();
  }
  await page.goto("/symbols?add=1");
  await expect(page.getByRole("table", { name: "Tracked symbols" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(complaints).toEqual([]);

  const refused = [
    await context.request.post("/api/v1/admin/scheduler/pause", { data: {}, headers }),
    await context.request.post("/api/v1/admin/backfill/trigger", { data: {}, headers }),
    await context.request.delete("/api/v1/admin/symbols/SPY", { headers }),
    await context.request.get("/api/v1/admin/audit-log"),
    await context.request.get("/api/v1/admin/users"),
  ];
  expect(refused.map((answer) => answer.status())).toEqual([403, 403, 403, 403, 403]);
  await context.close();
});
