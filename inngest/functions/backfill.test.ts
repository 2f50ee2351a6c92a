import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start, track } from "@/lib/pipeline/testing/lab";
import { type EngineLab, openEngineLab, untilClosed } from "./testing/engine-lab";

let lab: EngineLab;

beforeAll(async () => {
  lab = await openEngineLab();
  for (const symbol of ["AAPL", "MSFT", "TSLA", "NVDA", "SPY", "QQQ"]) await track(lab, symbol);
});
afterAll(() => lab.close());

describe("an execution on the embedded engine", () => {
  it("works through every symbol and closes", async () => {
    const { executionId } = await start(lab);
    const t0 = performance.now();
    const row = await untilClosed(lab, executionId);
    console.log(
      await lab.test.sql`select * from execution_log_lines`,
      await lab.test
        .sql`select symbol,timeframe,fetch_ms,insert_ms,compute_ms,backoff_ms,attempts from symbol_computation_status`,
    );
    console.log(performance.now() - t0, row);
    expect(row).toMatchObject({ status: "completed", successful_symbols: 6, failed_symbols: 0 });
  });
});
