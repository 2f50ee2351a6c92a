import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Bar } from "@/lib/domain/bar";
import { createMassiveProvider } from "@/lib/provider/massive/massive";
import {
  collectPages,
  exchange,
  type SimulatedVendor,
  simulateVendor,
} from "@/lib/provider/testing/simulated-vendor";

const RANGE = { from: "2026-06-02T13:00:00Z", to: "2026-06-03T14:00:00Z" };

let vendor: SimulatedVendor;
let truth: Bar[];

beforeAll(async () => {
  vendor = await simulateVendor();
  truth = (await fetchWith(50_000)).bars;
});
afterAll(() => vendor.simulator.close());

async function fetchWith(pageLimit: number) {
  const provider = createMassiveProvider({
    baseUrl: vendor.simulator.url,
    apiKey: "test-key",
    requestsPerMinute: 0,
    burst: 1,
    delayMs: 0,
    timeoutMs: 10_000,
    now: Date.now,
    exchange,
    pageLimit,
  });
  const pages = await collectPages(provider.fetchBars(vendor.ask(RANGE)));
  return { pages, bars: pages.flatMap(({ bars }) => bars) };
}

test("any page size gives the same bars, in order, each once", async () => {
  expect(truth.length).toBeGreaterThan(500);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 20, max: 2_000 }), async (pageLimit) => {
      const { pages, bars } = await fetchWith(pageLimit);

      expect(bars).toEqual(truth);
      expect(pages).toHaveLength(Math.ceil(truth.length / pageLimit));
      expect(pages.map(({ page }) => page)).toEqual(pages.map((_, index) => index + 1));
    }),
    { numRuns: 25 },
  );
});

test("a range fetched in two parts at any minute is the range fetched whole", async () => {
  const fromMs = Date.parse(RANGE.from);
  const minutes = (Date.parse(RANGE.to) - fromMs) / 60_000;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: minutes - 1 }), async (cut) => {
      const middleMs = fromMs + cut * 60_000;
      const head = await collectPages(
        vendor.provider.fetchBars({ ...vendor.ask(RANGE), toMsExclusive: middleMs }),
      );
      const tail = await collectPages(
        vendor.provider.fetchBars({ ...vendor.ask(RANGE), fromMs: middleMs }),
      );

      expect([...head, ...tail].flatMap(({ bars }) => bars)).toEqual(truth);
    }),
    { numRuns: 25 },
  );
});

test("an empty range asks nothing", async () => {
  vendor.requests.length = 0;
  const empty = { ...vendor.ask(RANGE), toMsExclusive: Date.parse(RANGE.from) };

  expect(await collectPages(vendor.provider.fetchBars(empty))).toEqual([]);
  expect(vendor.requests).toEqual([]);
});
