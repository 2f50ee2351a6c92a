/** A disk that is full, as PostgreSQL tells of it: statements that would write bars fail with its code 53100. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseFailure } from "@/lib/http/database-failure";
import { start, track } from "@/lib/pipeline/testing/lab";
import { type EngineLab, openEngineLab, untilClosed } from "./testing/engine-lab";

let lab: EngineLab;
beforeAll(async () => {
  // The policy waits 1, 5 and 30 s; a hundredth of that here.
  lab = await openEngineLab({ settings: { storageRetryWaitsMs: [10, 50, 300] } });
});
afterAll(() => lab.close());

async function fillDisk() {
  await lab.test.sql.unsafe(`
    create function no_space() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger no_space before insert or update on candles for each statement execute function no_space();`);
}
const freeDisk = () => lab.test.sql.unsafe("drop function no_space() cascade");

async function stored() {
  const [row] = await lab.test.sql`
    select (select count(*)::int from candles) as bars,
      (select coalesce(sum(bar_count), 0)::int from series) as counted,
      (select count(*)::int from base_streams where stored_through is not null) as advanced`;
  return row;
}

test("a full disk is waited for; nothing is half stored, and nothing is missing afterwards", async () => {
  await track(lab, "AAPL");
  await fillDisk();
  const { executionId } = await start(lab);
  const hasTried = async () => {
    const [line] = await lab.test.sql`
      select message from execution_log_lines where message like '%No space left on device%' limit 1`;
    return line !== undefined;
  };
  while (!(await hasTried())) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await stored()).toEqual({ bars: 0, counted: 0, advanced: 0 });
  await freeDisk();

  expect(await untilClosed(lab, executionId)).toMatchObject({ successful_symbols: 1 });

  const after = await stored();
  expect(after?.bars).toBeGreaterThan(0);
  expect(after?.counted).toBe(after?.bars);
}, 60_000);

test("a disk that stays full fails the jobs with the database's own words, and the next run makes it good", async () => {
  await track(lab, "MSFT");
  await fillDisk();
  const failing = await start(lab, { scope: { symbols: ["MSFT"] } });
  expect(await untilClosed(lab, failing.executionId)).toMatchObject({ failed_symbols: 1 });
  const [failure] = await lab.test.sql`
    select error_code, error_message from feature_computation_failures where not resolved limit 1`;
  expect(failure).toMatchObject({
    error_code: "insert_failed",
    error_message: expect.stringContaining("No space left on device"),
  });
  await freeDisk();

  const { executionId } = await start(lab, { scope: { symbols: ["MSFT"] } });

  expect(await untilClosed(lab, executionId)).toMatchObject({ successful_symbols: 1 });
  const [open] = await lab.test.sql`
    select count(*)::int as count from feature_computation_failures where not resolved`;
  expect(open?.count).toBe(0);
}, 60_000);

test("a request that meets a full disk is told so, and may try again", () => {
  const refused = Object.assign(new Error("could not extend file"), {
    severity: "ERROR",
    code: "53100",
  });

  const answer = databaseFailure(new Error("Failed query", { cause: refused }));

  expect(answer).toMatchObject({ code: "unavailable", retryAfterSeconds: 2 });
  expect(answer?.message).toContain("disk is full");
});
