import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginSymbol } from "./begin-symbol";
import { closeExecution } from "./close-execution";
import { cancelExecution } from "./control-execution";
import { fetchStream } from "./fetch-stream";
import { rollUpSymbol } from "./roll-up-symbol";
import { recomputeSymbol, syncSplits } from "./sync-splits";
import { type Lab, openLab, runSymbol, start, track } from "./testing/lab";

let lab: Lab;

beforeAll(async () => {
  lab = await openLab({ pageLimit: 700 });
});
afterAll(() => lab.close());

const jobsOf = (executionId: string) => lab.test.sql`
  select timeframe, status, records_processed, records_inserted, records_changed, records_rejected,
    features_computed, error_code
  from symbol_computation_status where execution_id = ${executionId} order by id`;

const barsOf = (symbol: string) => lab.test.sql`
  select timeframe, opened_at, open, high, low, close, volume from candles
  join series on series.id = series_id where symbol = ${symbol} order by timeframe, opened_at`;

const featuresOf = (symbol: string) => lab.test.sql`
  select timeframe, f.* from quant_features f
  join series on series.id = series_id where symbol = ${symbol} order by timeframe, f.opened_at`;

const onlySymbol = (symbol: string) => start(lab, { scope: { symbols: [symbol] } });

describe("one execution", () => {
  it("stores bars, roll-ups, features and freshness, and closes with its result", async () => {
    await track(lab, "AAPL");
    await track(lab, "BTCUSD", { assetClass: "crypto", criticality: "critical" });
    const { executionId, jobs } = await start(lab);
    expect(jobs).toBe(10);
    await runSymbol(lab, { executionId, symbol: "BTCUSD" });
    const done = await runSymbol(lab, { executionId, symbol: "AAPL" });
    expect(done).toMatchObject({ completed: 5, failed: 0, closed: true });

    const [log] = await lab.test
      .sql`select * from scheduler_execution_log where execution_id = ${executionId}`;
    expect(log).toMatchObject({ status: "completed", successful_symbols: 2, failed_symbols: 0 });
    expect(log?.result).toMatchObject({ success: 2, failed: 0, symbols_processed: 2 });
    const series = await lab.test.sql`
      select bar_count::int as counted, (select count(*)::int from candles where series_id = id) as stored from series`;
    expect(series.every(({ counted, stored }) => counted === stored)).toBe(true);
    const fresh = await lab.test.sql`select distinct status from feature_freshness`;
    expect(fresh).toEqual([{ status: "fresh" }]);
  });

  it("changes nothing when run again on the same bars", async () => {
    const before = [await barsOf("AAPL"), await featuresOf("AAPL")];
    const { executionId } = await onlySymbol("AAPL");
    await runSymbol(lab, { executionId, symbol: "AAPL" });
    const jobs = await jobsOf(executionId);
    expect(jobs.every((job) => job.status === "completed")).toBe(true);
    expect(jobs.every((job) => job.records_inserted === 0 && job.records_changed === 0)).toBe(true);
    expect([await barsOf("AAPL"), await featuresOf("AAPL")]).toEqual(before);
  });

  it("revises exactly the windows of a revised minute", async () => {
    const [revised] = await lab.test.sql`
      update candles set high = high + 1 where (series_id, opened_at) = (
        select series_id, opened_at from candles join series on id = series_id
        where symbol = 'AAPL' and timeframe = '1m' and opened_at < '2026-06-05T12:00:00Z'
        order by opened_at desc limit 1) returning opened_at`;
    expect(revised).toBeDefined();
    const { executionId } = await onlySymbol("AAPL");
    await runSymbol(lab, { executionId, symbol: "AAPL" });
    // The vendor's bar comes back; what was rolled up from it was right before and stays untouched.
    const jobs = await jobsOf(executionId);
    expect(jobs.every((job) => job.records_changed === 0)).toBe(true);

    await lab.test.sql`
      update candles set high = high + 1 from series where id = series_id and symbol = 'AAPL'
        and timeframe in ('1m', '5m', '15m', '1h', '4h') and opened_at <= ${revised?.opened_at}
        and opened_at > ${revised?.opened_at}::timestamptz - case timeframe when '1m' then interval '1 minute'
          when '5m' then interval '5 minutes' when '15m' then interval '15 minutes'
          when '1h' then interval '1 hour' else interval '4 hours' end`;
    const again = await onlySymbol("AAPL");
    await runSymbol(lab, { executionId: again.executionId, symbol: "AAPL" });
    const changed = (await jobsOf(again.executionId)).map((job) => [
      job.timeframe,
      job.records_changed,
    ]);
    expect(changed).toEqual([
      ["5m", 1],
      ["15m", 1],
      ["1h", 1],
      ["4h", 1],
      ["1d", 0],
    ]);
  });
});

describe("an interrupted fetch", () => {
  it("goes on after its last stored page and ends with the same rows and counts", async () => {
    await track(lab, "MSFT");
    const { executionId } = await onlySymbol("MSFT");
    const begun = await beginSymbol(lab.deps, { executionId, symbol: "MSFT", runId: "run-1" });
    if (begun.state !== "work") throw new Error(begun.state);
    const range = begun.ranges.find(({ timeframe }) => timeframe === "1m");
    if (!range) throw new Error("no minutes to fetch");
    const abort = new AbortController();
    const provider = {
      ...lab.deps.provider,
      async *fetchBars(input: Parameters<typeof lab.deps.provider.fetchBars>[0]) {
        for await (const page of lab.deps.provider.fetchBars(input)) {
          yield page;
          if (page.page === 2) throw new Error("killed");
        }
      },
    };
    const input = {
      executionId,
      symbol: "MSFT",
      assetClass: begun.assetClass,
      purpose: begun.purpose,
      attempt: 1,
      signal: abort.signal,
    };
    await expect(fetchStream({ ...lab.deps, provider }, { ...input, ...range })).rejects.toThrow(
      "killed",
    );
    const [part] = await lab.test
      .sql`select bar_count::int as count from series where symbol = 'MSFT' and timeframe = '1m'`;
    expect(part?.count).toBeGreaterThan(1000);

    await runSymbol(lab, { executionId, symbol: "MSFT" });
    const undisturbed = await openLab({ pageLimit: 700 });
    try {
      await track(undisturbed, "MSFT");
      const other = await start(undisturbed);
      await runSymbol(undisturbed, { executionId: other.executionId, symbol: "MSFT" });
      const expected = await undisturbed.test.sql`
        select timeframe, opened_at, open, high, low, close, volume from candles
        join series on series.id = series_id where symbol = 'MSFT' order by timeframe, opened_at`;
      expect(await barsOf("MSFT")).toEqual(expected);
      const jobs = await undisturbed.test.sql`
        select timeframe, status, records_processed, records_inserted, records_changed, records_rejected,
          features_computed, error_code from symbol_computation_status order by id`;
      expect(await jobsOf(executionId)).toEqual(jobs);
    } finally {
      await undisturbed.close();
    }
  });

  it("computes in pieces what it computes at once", async () => {
    const at = Date.parse("2026-06-03T12:00:00Z");
    await lab.test.sql`
      update series set dirty_from = ${new Date(at)} where symbol = 'MSFT' and dirty_from is null`;
    const before = await featuresOf("MSFT");
    const { executionId } = await onlySymbol("MSFT");
    await runSymbol(lab, { executionId, symbol: "MSFT" });
    expect(await featuresOf("MSFT")).toEqual(before);
  });
});

describe("what goes wrong with a symbol", () => {
  it("fails the jobs of a symbol the vendor knows nothing of, and a later success resolves them", async () => {
    await track(lab, "TSLA", { timeframes: ["1h", "1d"] });
    lab.vendor.simulator.setFaults("dead_symbol:TSLA");
    const { executionId } = await onlySymbol("TSLA");
    await runSymbol(lab, { executionId, symbol: "TSLA" });
    expect((await jobsOf(executionId)).map((job) => [job.status, job.error_code])).toEqual([
      ["failed", "provider_empty"],
      ["failed", "provider_empty"],
    ]);
    const [log] = await lab.test
      .sql`select status, failed_symbols, error_message from scheduler_execution_log where execution_id = ${executionId}`;
    expect(log).toMatchObject({ status: "failed", failed_symbols: 1 });
    expect(log?.error_message).toContain("TSLA");
    lab.vendor.simulator.setFaults("");

    const again = await onlySymbol("TSLA");
    await runSymbol(lab, { executionId: again.executionId, symbol: "TSLA" });
    const open = await lab.test
      .sql`select 1 from feature_computation_failures where symbol = 'TSLA' and not resolved`;
    expect(open).toEqual([]);
  });
});

describe("bars and splits that come late or wrong", () => {
  it("keeps a refused bar with its reason, counts it on the jobs, and stores the rest", async () => {
    await track(lab, "IBM", { timeframes: ["1d"] });
    lab.vendor.simulator.setFaults("bad_ohlc:IBM");
    const { executionId } = await onlySymbol("IBM");
    await runSymbol(lab, { executionId, symbol: "IBM" });
    lab.vendor.simulator.setFaults("");
    const [job] = await jobsOf(executionId);
    expect(job).toMatchObject({ status: "completed", records_rejected: 1 });
    const refused = await lab.test
      .sql`select reason, seen_count from quarantined_bars where symbol = 'IBM'`;
    expect(refused).toHaveLength(1);
    expect(["high_below_body", "low_above_body"]).toContain(refused[0]?.reason);
  });

  it("computes the features of a split symbol anew, and of no other", async () => {
    const [apple, microsoft] = [await featuresOf("AAPL"), await featuresOf("MSFT")];
    await lab.test.sql`
      insert into splits (symbol, execution_date, split_from, split_to) values ('AAPL', '2026-06-03', 1, 4)`;
    expect(await syncSplits(lab.deps)).toContain("AAPL");
    expect(await recomputeSymbol(lab.deps, { symbol: "AAPL", isLastAttempt: true })).toEqual({});
    const after = await featuresOf("AAPL");
    expect(after).toHaveLength(apple.length);
    expect(after).not.toEqual(apple);
    expect(await featuresOf("MSFT")).toEqual(microsoft);
    expect(await syncSplits(lab.deps)).toEqual([]);
  });
});

describe("two hands on one execution", () => {
  it("closes it once", async () => {
    await track(lab, "NVDA", { timeframes: ["1d"] });
    const { executionId } = await onlySymbol("NVDA");
    await lab.test.sql`
      update symbol_computation_status set status = 'completed' where execution_id = ${executionId}`;
    const closed = await Promise.all(
      Array.from({ length: 4 }, () => closeExecution(lab.deps, { executionId })),
    );
    expect(closed.filter((one) => one !== null)).toHaveLength(1);
  });

  it("refuses a second execution on the same series, skips it, or takes it over", async () => {
    const first = await onlySymbol("NVDA");
    await expect(onlySymbol("NVDA")).rejects.toMatchObject({ code: "conflict" });
    const skip = { scope: { symbols: ["NVDA"] }, whenOpen: "skip" as const };
    await expect(start(lab, skip)).rejects.toThrow("nothing was started");
    const second = await start(lab, { ...skip, whenOpen: "take_over" });
    const [log] = await lab.test
      .sql`select status from scheduler_execution_log where execution_id = ${first.executionId}`;
    expect(log?.status).not.toBe("running");
    await runSymbol(lab, { executionId: second.executionId, symbol: "NVDA" });
  });

  it("lets one execution work on a symbol while the other waits", async () => {
    await track(lab, "QQQ", { assetClass: "etf", timeframes: ["5m", "1d"] });
    const five = await start(lab, { scope: { series: [{ symbol: "QQQ", timeframe: "5m" }] } });
    const day = await start(lab, { scope: { series: [{ symbol: "QQQ", timeframe: "1d" }] } });
    const key = { symbol: "QQQ", runId: "r" };
    const one = await beginSymbol(lab.deps, { ...key, executionId: five.executionId });
    const other = await beginSymbol(lab.deps, { ...key, executionId: day.executionId });
    expect([one.state, other.state]).toEqual(["work", "busy"]);
    for (const { executionId } of [five, day]) {
      await runSymbol(lab, { executionId, symbol: "QQQ", runId: "r" });
    }
  });

  it("cancels what has not begun and lets the rest finish", async () => {
    const { executionId } = await start(lab, { scope: { symbols: ["NVDA", "TSLA"] } });
    await beginSymbol(lab.deps, { executionId, symbol: "NVDA", runId: "r" });
    const counts = await cancelExecution(lab.deps, { executionId, by: "test" });
    expect(counts).toEqual({ cancelled: 2, finishing: 1 });
    await runSymbol(lab, { executionId, symbol: "NVDA", runId: "r" });
    const [log] = await lab.test
      .sql`select status from scheduler_execution_log where execution_id = ${executionId}`;
    expect(log?.status).toBe("cancelled");
  });

  it("rolls up nothing twice, and counts nothing twice while a window is still open", async () => {
    await track(lab, "COST");
    const { executionId } = await onlySymbol("COST");
    await runSymbol(lab, { executionId, symbol: "COST" });
    const counted = await jobsOf(executionId);
    for (const base of ["1m", "1d"] as const) {
      const again = await rollUpSymbol(lab.deps, {
        executionId,
        symbol: "COST",
        assetClass: "stock",
        base,
      });
      expect([again.inserted, again.changed]).toEqual([0, 0]);
    }
    expect(await jobsOf(executionId)).toEqual(counted);
  });
});
