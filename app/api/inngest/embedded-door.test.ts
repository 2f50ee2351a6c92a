import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

let routes: OpenRoutes;
beforeAll(async () => {
  routes = await openRoutes();
});
afterAll(() => routes.close());

test.each(["GET", "POST", "PUT"])(
  "with the embedded engine nobody outside may %s the functions, whoever it is",
  async (method) => {
    const response = await routes.call("/api/inngest?fnId=candlewatch-watch&stepId=step", {
      method,
      ...(method === "GET" ? {} : { body: {} }),
    });
    expect(response.status).toBe(404);
    expect((await response.json()).detail).toMatch(/run.* in process/);
  },
);
