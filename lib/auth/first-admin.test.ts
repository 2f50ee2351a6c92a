import { expect, test } from "vitest";
import { openRoutes } from "@/lib/http/testing/open-routes";

test("two commands that want the first admin at the same moment get the same one", async () => {
  const routes = await openRoutes();
  const { ensureAdmin } = await import("./sign-in-link");

  const emails = await Promise.all([1, 2, 3].map(() => ensureAdmin(routes.db)));

  expect(new Set(emails).size).toBe(1);
  await routes.close();
});
