import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { exchange, NOW_MS } from "@/lib/provider/testing/simulated-vendor";
import { parseFaults } from "./fault-board";
import { FAULTS } from "./fault-catalogue";
import { type Simulator, type SimulatorOptions, startSimulator } from "./server";

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

async function start(options: Partial<SimulatorOptions> = {}): Promise<string> {
  simulator = await startSimulator({ port: 0, now: () => NOW_MS, exchange, ...options });
  return simulator.url;
}

const headers = { authorization: "Bearer any" };
async function getJson(url: string) {
  const response = await fetch(url, { headers });
  return { status: response.status, body: await response.json() };
}

describe("the vendor's HTTP", () => {
  test("without a key the answer is 401, in the query it counts as one", async () => {
    const url = `${await start()}/v1/marketstatus/now`;

    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(`${url}?apiKey=x`)).status).toBe(200);
    expect(simulator?.stats().keysInQuery).toBe(1);
  });

  test.each([
    {
      range: "1/minute/yesterday/2026-06-03",
      error: "Could not parse the time parameter: 'from'. Use YYYY-MM-DD or Unix MS Timestamps",
    },
    {
      range: "1/day/2026-06-03/2026-06-32",
      error: "Could not parse the time parameter: 'to'. Use YYYY-MM-DD or Unix MS Timestamps",
    },
    {
      range: "1/day/2026-06-03/2026-06-01",
      error: "The parameter 'to' cannot be a time that occurs before 'from'",
    },
    {
      range: "1/day/2026-06-01/2026-06-03?limit=50001",
      error: "The parameter 'limit' must be between 1 and 50000",
    },
    { range: "1/minute/2026-06-01/2026-06-03?cursor=abc", error: "Could not parse the cursor" },
  ])("a bad request is told why in the vendor's words: $range", async ({ range, error }) => {
    const url = await start();

    expect(await getJson(`${url}/v2/aggs/ticker/AAPL/range/${range}`)).toMatchObject({
      status: 400,
      body: { status: "ERROR", error },
    });
  });

  test("four-hour windows lie on the UTC grid and are whole on every page", async () => {
    const url = await start();
    const starts: string[] = [];
    let next = `${url}/v2/aggs/ticker/X:BTCUSD/range/4/hour/2026-01-15/2026-01-16?limit=700`;
    while (next !== "") {
      const { body } = await getJson(next);
      for (const { t } of body.results) starts.push(new Date(t).toISOString());
      next = body.next_url ?? "";
    }

    expect(starts).toEqual(
      ["15", "16"].flatMap((day) =>
        ["00", "04", "08", "12", "16", "20"].map((hour) => `2026-01-${day}T${hour}:00:00.000Z`),
      ),
    );
  });

  test("weeks begin on Sunday midnight in New York", async () => {
    const { body } = await getJson(
      `${await start()}/v2/aggs/ticker/SPY/range/1/week/2026-03-02/2026-03-13`,
    );

    expect(body.results.map(({ t }: { t: number }) => new Date(t).toISOString())).toEqual([
      "2026-03-01T05:00:00.000Z",
      "2026-03-08T05:00:00.000Z",
    ]);
  });

  test("adjusted prices are raw ones divided by the splits since", async () => {
    const url = `${await start({ faults: "split_during_run:AAPL:0" })}/v2/aggs/ticker/AAPL/range/1/day/2026-05-28/2026-06-02`;
    const raw = (await getJson(`${url}?adjusted=false`)).body;
    const adjusted = (await getJson(url)).body;

    expect(raw.adjusted).toBe(false);
    expect(adjusted.adjusted).toBe(true);
    expect(adjusted.results[0].c).toBeCloseTo(raw.results[0].c / 4, 4);
    expect(adjusted.results.at(-1)).toEqual(raw.results.at(-1));
  });

  test("the market's state follows its clock, and its next holidays the calendar", async () => {
    const url = await start();

    expect((await getJson(`${url}/v1/marketstatus/now`)).body).toMatchObject({
      market: "open",
      serverTime: "2026-06-05T18:00:20.000Z",
    });
    simulator?.setNow(Date.parse("2026-06-06T18:00:00Z"));
    expect((await getJson(`${url}/v1/marketstatus/now`)).body.market).toBe("closed");
    const upcoming = (await getJson(`${url}/v1/marketstatus/upcoming`)).body;
    expect(
      upcoming.map(({ date, status }: { date: string; status: string }) => `${date} ${status}`),
    ).toEqual([
      "2026-06-19 closed",
      "2026-07-03 closed",
      "2026-09-07 closed",
      "2026-11-26 closed",
      "2026-11-27 early-close",
    ]);
  });

  test("over its limit it answers 429 and counts it", async () => {
    const url = `${await start({ requestsPerMinute: 2 })}/v1/marketstatus/now`;
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1)
      statuses.push((await fetch(url, { headers })).status);

    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(simulator?.stats()).toMatchObject({ requests: 4, rateLimited: 2 });
  });

  test("a taken port stops the start", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;

    await expect(startSimulator({ port, exchange })).rejects.toThrow(/EADDRINUSE/);
    await new Promise((resolve) => other.close(resolve));
  });
});

describe("faults", () => {
  test("N strikes the first N requests of each symbol, then no more", async () => {
    const url = await start({ faults: "html_502::1, rate_limit_storm:BTC:2" });
    const status = async (ticker: string) =>
      (
        await fetch(`${url}/v2/aggs/ticker/${ticker}/range/1/day/2026-06-01/2026-06-02`, {
          headers,
        })
      ).status;

    expect([await status("AAPL"), await status("AAPL"), await status("MSFT")]).toEqual([
      502, 200, 502,
    ]);
    expect([await status("X:BTCUSD"), await status("X:BTCUSD"), await status("X:BTCUSD")]).toEqual([
      502, 429, 200,
    ]);
  });

  test.each([
    { spec: "nope", says: 'there is no fault "nope"; known are demo, rate_limit_storm' },
    {
      spec: "gap:aapl",
      says: 'the fault "gap:aapl" must be written as name, name:SYMBOL or name:SYMBOL:N',
    },
    { spec: "gap:AAPL:x", says: "must be written as" },
    { spec: "gap:AAPL:1:2", says: "must be written as" },
  ])("$spec is refused with what is allowed", ({ spec, says }) => {
    expect(() => parseFaults(spec)).toThrow(says);
  });

  test("demo plants a storm, a false-fresh series, a gap, a dead symbol and a split, beside others", () => {
    expect(parseFaults("demo, slow:MSFT").map(({ name }) => name)).toEqual([
      "rate_limit_storm",
      "false_fresh",
      "gap",
      "dead_symbol",
      "split_during_run",
      "slow",
    ]);
  });

  test("the door changes faults and clock of a running simulator, for no web page", async () => {
    const url = await start();
    const post = (path: string, body: unknown, extra = {}) =>
      fetch(`${url}/simulator/${path}`, {
        method: "POST",
        body: JSON.stringify(body),
        headers: extra,
      });

    expect(await (await post("faults", { faults: "gap:AAPL" })).json()).toEqual({
      planted: [{ name: "gap", symbol: "AAPL", count: null }],
    });
    expect((await post("faults", { faults: "nope" })).status).toBe(400);
    expect((await post("faults", { faults: "" }, { origin: "https://example.com" })).status).toBe(
      403,
    );
    expect(await (await post("now", { now: "2026-06-08T14:00:00Z" })).json()).toEqual({
      now: "2026-06-08T14:00:00.000Z",
    });
    expect(await (await fetch(`${url}/simulator/faults`)).json()).toMatchObject({
      planted: [{ name: "gap" }],
      known: FAULTS,
    });
  });
});
