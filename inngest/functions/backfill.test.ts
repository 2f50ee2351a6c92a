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

  it("asks for splits by itself where a price falls as a split makes it fall", async () => {
    lab.vendor.simulator.setFaults("split_during_run:AMD:1");
    await track(lab, "AMD");
    const { executionId } = await start(lab, { scope: { symbols: ["AMD"] } });
    await untilClosed(lab, executionId, 120_000);
    const lines = await lab.test.sql`
      select message from execution_log_lines where execution_id = ${executionId} and level = 'warn'`;
    expect(lines.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/no split is known for that day: kept and marked as suspect$/),
    );
    await expect
      .poll(() => lab.test.sql`select split_from, split_to from splits where symbol = 'AMD'`, {
        timeout: 60_000,
      })
      .toEqual([{ split_from: 1, split_to: 4 }]);
    const asked = await lab.test.sql`
      select symbol, path from provider_requests where purpose = 'check'`;
    expect(asked).toEqual([
      { symbol: "AMD", path: expect.stringMatching(/^\/stocks\/v1\/splits\?.*ticker=AMD/) },
    ]);
  }, 150_000);
});
