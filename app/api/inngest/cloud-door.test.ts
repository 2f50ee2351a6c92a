import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";

let routes: OpenRoutes;

beforeAll(async () => {
  process.env.INNGEST_EVENT_KEY = "an-event-key";
  process.env.INNGEST_SIGNING_KEY = "signkey-prod-0123456789abcdef";
  routes = await openRoutes();
});
afterAll(() => routes.close());

test("with Inngest Cloud's keys alone the functions are served, to signed calls only", async () => {
  const response = await routes.call("/api/inngest?fnId=candlewatch-watch&stepId=step", {
    method: "POST",
    body: {},
  });
  expect(response.status).toBe(401);
});

test("with Inngest Cloud's keys alone no embedded engine runs, and the page says where they run", async () => {
  const { getRuntime } = await import("@/inngest/runtime");
  const { serverAddress } = await import("@/inngest/server-address");

  expect(getRuntime().engine).toBeNull();
  expect(serverAddress()).toBe("https://api.inngest.com");
});
