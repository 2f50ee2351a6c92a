import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, openLab, runSymbol, start, track } from "./testing/lab";

let lab: Lab;

beforeAll(async () => {
  lab = await openLab();
  await track(lab, "AAPL");
  await track(lab, "BTCUSD", { assetClass: "crypto", criticality: "critical" });
});
afterAll(() => lab.close());

const counts = (executionId: string) => lab.test.sql`
  select timeframe, status, records_processed, records_inserted, records_changed, features_computed, attempts
  from symbol_computation_status where execution_id = ${executionId} order by id`;

describe("one execution", () => {
  it("stores bars, roll-ups, features and freshness, and closes with its result", async () => {
    const { executionId, jobs } = await start(lab);
    expect(jobs).toBe(10);
    await runSymbol(lab, { executionId, symbol: "BTCUSD" });
    const done = await runSymbol(lab, { executionId, symbol: "AAPL" });
    expect(done).toMatchObject({ completed: 5, failed: 0, closed: true });

    const [log] = await lab.test
      .sql`select * from scheduler_execution_log where execution_id = ${executionId}`;
    expect(log).toMatchObject({ status: "completed", successful_symbols: 2, failed_symbols: 0 });
    expect(log?.result).toMatchObject({ success: 2, failed: 0, symbols_processed: 2 });
    console.log(await counts(executionId), log?.result);
    console.log(await lab.test.sql`select * from series order by id`);
    console.log(await lab.test.sql`select * from feature_freshness`);
    console.log(await lab.test.sql`select * from base_streams`);
    console.log(await lab.test.sql`select count(*) from coverage_days`);
    console.log(await lab.test.sql`select * from provider_requests`);
    console.log(await lab.test.sql`select * from quant_features order by opened_at desc limit 2`);
  });
});
