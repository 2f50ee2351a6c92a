import { afterAll, beforeAll, expect, test } from "vitest";
import { trackedSymbols } from "@/lib/db/schema";
import { type OpenRoutes, openRoutes } from "@/lib/http/testing/open-routes";
import { type SimulatedVendor, simulateVendor } from "@/lib/provider/testing/simulated-vendor";

let routes: OpenRoutes;
let vendor: SimulatedVendor;

beforeAll(async () => {
  vendor = await simulateVendor();
  process.env.MASSIVE_BASE_URL = vendor.simulator.url;
  routes = await openRoutes();
  await routes.db.insert(trackedSymbols).values([
    { symbol: "MSFT", assetClass: "stock", criticality: "standard", timeframes: ["1d"] },
    { symbol: "QQQ", assetClass: "etf", criticality: "critical", timeframes: ["1d"] },
  ]);
});
afterAll(async () => {
  await routes.close();
  await vendor.simulator.close();
});

const check = () => routes.call("/api/v1/admin/provider/check", { method: "POST" });
const kept = async () => [
  ...(await routes.sql`
    select symbol, purpose, status, error_code from provider_requests order by started_at`),
];

test("one call asks the vendor about a critical symbol, and is kept with the others", async () => {
  const answer = await check();
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    ok: true,
    symbol: "QQQ",
    message: "It knows QQQ.",
    status: 200,
  });
  expect(await kept()).toEqual([
    { symbol: "QQQ", purpose: "check", status: 200, error_code: null },
  ]);
});

test("a refused key is told in the vendor's words, and kept as well", async () => {
  vendor.simulator.setFaults("unknown_key");
  const answer = await check();
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    ok: false,
    status: 401,
    message: expect.stringMatching(/key/i),
  });
  expect((await kept()).at(-1)).toMatchObject({ status: 401, error_code: "auth" });
});

test("a symbol that the vendor does not know says nothing against the key", async () => {
  vendor.simulator.setFaults("dead_symbol:QQQ");
  expect(await (await check()).json()).toMatchObject({
    ok: true,
    message: "It answers, but knows no QQQ.",
  });
});
