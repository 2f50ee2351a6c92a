/** What is recorded of every request, and where the key goes. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createMassiveProvider } from "@/lib/provider/massive/massive";
import {
  collectBars,
  collectUntilFailure,
  exchange,
  type SimulatedVendor,
  simulateVendor,
} from "@/lib/provider/testing/simulated-vendor";

const RANGE = { from: "2026-06-03T13:30:00Z", to: "2026-06-03T18:30:00Z" };

let vendor: SimulatedVendor;

beforeAll(async () => {
  vendor = await simulateVendor({}, { pageLimit: 200 });
});
beforeEach(() => {
  vendor.simulator.setFaults("");
  vendor.requests.length = 0;
});
afterAll(() => vendor.simulator.close());

test("each page is one record with path, status, bytes, rows and the vendor's request id", async () => {
  await collectBars(
    vendor.provider.fetchBars(vendor.ask({ ...RANGE, purpose: "recovery", attempt: 3 })),
  );

  expect(vendor.requests).toMatchObject([
    { page: 1, rows: 200, status: 200 },
    { page: 2, rows: 100, status: 200 },
  ]);
  expect(vendor.requests[0]).toMatchObject({
    provider: "massive",
    operation: "bars",
    symbol: "AAPL",
    timeframe: "1m",
    purpose: "recovery",
    attempt: 3,
    failure: null,
    error: null,
    retryAfterMs: null,
  });
  const [first] = vendor.requests;
  expect(first?.path).toBe(
    `/v2/aggs/ticker/AAPL/range/1/minute/${Date.parse(RANGE.from)}/${Date.parse(RANGE.to) - 1}?adjusted=false&sort=asc&limit=200`,
  );
  expect(first?.vendorRequestId).toMatch(/^[0-9a-f]{32}$/);
  expect(first?.bytes).toBeGreaterThan(10_000);
});

test("a failed attempt is recorded once: the client itself never tries again", async () => {
  vendor.simulator.setFaults("html_502");
  const before = vendor.simulator.stats().requests;

  await collectUntilFailure(vendor.provider.fetchBars(vendor.ask(RANGE)));

  expect(vendor.requests).toMatchObject([{ status: 502, failure: "unavailable", rows: 0 }]);
  expect(vendor.simulator.stats().requests - before).toBe(1);
});

test("a failure on a later page keeps the pages before it", async () => {
  const healthy = await collectBars(vendor.provider.fetchBars(vendor.ask(RANGE)));
  const pages = vendor.provider.fetchBars(vendor.ask(RANGE))[Symbol.asyncIterator]();

  const first = await pages.next();
  vendor.simulator.setFaults("rate_limit_storm");
  await expect(pages.next()).rejects.toMatchObject({ failure: { kind: "rate_limited" } });
  vendor.simulator.setFaults("");
  const lastT = first.value.bars.at(-1).t;
  const rest = await collectBars(
    vendor.provider.fetchBars({ ...vendor.ask(RANGE), fromMs: lastT + 60_000 }),
  );

  expect([...first.value.bars, ...rest]).toEqual(healthy);
});

test("the key travels in the header only, and not past a redirect", async () => {
  const seen: { url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? "", authorization: request.headers.authorization });
    const next = `http://${request.headers.host}/v2/aggs/ticker/AAPL/range/1/day/2026-06-01/2026-06-03?cursor=x&apiKey=leak`;
    const body = { ticker: "AAPL", status: "OK", results: null };
    if (seen.length === 1) response.end(JSON.stringify({ ...body, next_url: next }));
    else response.writeHead(307, { location: "/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const provider = createMassiveProvider({
    baseUrl: `http://127.0.0.1:${port}/`,
    apiKey: "top-secret",
    requestsPerMinute: 0,
    burst: 1,
    delayMs: 0,
    timeoutMs: 5_000,
    now: Date.now,
    exchange,
  });
  const range = vendor.ask({
    from: "2026-06-01T04:00:00Z",
    to: "2026-06-04T04:00:00Z",
    timeframe: "1d",
  });

  const { error } = await collectUntilFailure(provider.fetchBars(range));
  await new Promise((resolve) => server.close(resolve));

  expect(seen.map(({ url }) => url)).toEqual([
    "/v2/aggs/ticker/AAPL/range/1/day/2026-06-01/2026-06-03?adjusted=false&sort=asc&limit=50000",
    "/v2/aggs/ticker/AAPL/range/1/day/2026-06-01/2026-06-03?cursor=x",
  ]);
  expect(seen.every(({ authorization }) => authorization === "Bearer top-secret")).toBe(true);
  expect(JSON.stringify([vendor.requests, error.message])).not.toMatch(/top-secret|leak/);
});

test("an aborted call ends with the caller's reason and is recorded", async () => {
  vendor.simulator.setFaults("hang");
  const controller = new AbortController();
  const reason = new Error("the run was cancelled");
  const fetching = collectBars(
    vendor.provider.fetchBars(vendor.ask({ ...RANGE, signal: controller.signal })),
  );
  controller.abort(reason);

  await expect(fetching).rejects.toBe(reason);
});

test("splits come sorted, each once, and are recorded as such", async () => {
  const { provider, requests } = vendor;
  const symbols = ["BA", "CAT", "KO", "NKE", "PFE", "V", "MA", "HD", "GE", "MMM", "XOM", "WMT"];
  const all = await Promise.all(
    symbols.map(
      (symbol) =>
        provider.fetchSplits?.({
          symbol,
          purpose: "scheduled",
          onRequest: (request) => requests.push(request),
        }) ?? [],
    ),
  );

  const found = all.flat();
  expect(found.length).toBeGreaterThan(0);
  for (const splits of all) {
    expect(splits.map(({ day }) => day)).toEqual(splits.map(({ day }) => day).sort());
  }
  expect(requests[0]).toMatchObject({ operation: "splits", symbol: "BA", timeframe: null });
});
