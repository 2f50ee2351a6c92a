import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start, track } from "@/lib/pipeline/testing/lab";
import { type EngineLab, openEngineLab, untilClosed } from "./testing/engine-lab";

let lab: EngineLab;

beforeAll(async () => {
  lab = await openEngineLab();
  for (const symbol of ["AAPL", "MSFT", "TSLA", "NVDA"]) await track(lab, symbol);
});
afterAll(() => lab.close());

describe("an execution on the embedded engine", () => {
  it("works through every symbol, waits out a vendor that fails for a while, and closes", async () => {
    lab.vendor.simulator.setFaults("html_502:TSLA:1,dead_symbol:NVDA");
    const { executionId } = await start(lab);
    const row = await untilClosed(lab, executionId, 120_000);
    expect(row).toMatchObject({ status: "completed", successful_symbols: 3, failed_symbols: 1 });

    const jobs = await lab.test.sql`
      select symbol, max(attempts)::int as attempts, max(backoff_ms)::int as backoff_ms,
        array_agg(distinct status)::text[] as statuses
      from symbol_computation_status where execution_id = ${executionId} group by symbol order by symbol`;
    expect(jobs.map(({ symbol, statuses }) => [symbol, statuses])).toEqual([
      ["AAPL", ["completed"]],
      ["MSFT", ["completed"]],
      ["NVDA", ["failed"]],
      ["TSLA", ["completed"]],
    ]);
    expect(jobs.find(({ symbol }) => symbol === "TSLA")).toMatchObject({
      attempts: 2,
      backoff_ms: 1000,
    });
  }, 150_000);
});
