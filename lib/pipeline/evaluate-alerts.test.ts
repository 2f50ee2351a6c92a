import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadPolicy } from "@/lib/config/policy";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import { createCalendar } from "@/lib/domain/calendar";
import { evaluateAlerts } from "./evaluate-alerts";

const exchange = createCalendar();
const policy = loadPolicy("config/rto_rpo_config.yaml");
const MINUTE = 60_000;
/** Friday, 10:30 in New York. */
const friday = new Date("2026-11-20T15:30:00Z");

let testDb: TestDb;
beforeAll(async () => {
  testDb = await createTestDb();
});
afterAll(async () => {
  await testDb.close();
});
beforeEach(async () => {
  await testDb.db.execute(sql`
    truncate tracked_symbols, feature_freshness, freshness_history, alerts, notification_channels,
      provider_requests, scheduler_heartbeats, settings restart identity cascade`);
  await testDb.db.execute(sql`
    insert into tracked_symbols (symbol, asset_class, criticality, timeframes, created_at)
    select 'S' || i, 'stock', 'low_priority', '{1h}', '2026-01-01' from generate_series(1, 4) i`);
  await testDb.db.execute(sql`
    insert into notification_channels (kind, name, target, events)
    values ('webhook', 'ops', 'http://127.0.0.1:9/', '{alert.firing,alert.resolved}')`);
});

const minutesLater = (minutes: number) => new Date(friday.getTime() + minutes * MINUTE);
const evaluate = (now: Date) => evaluateAlerts({ db: testDb.db, policy, exchange, now });

/** Every series in one state since `since`, as the sweep would have left it. */
async function setSeries(dataStatus: string, reason: string, since: Date) {
  await testDb.db.execute(sql`
    insert into feature_freshness (symbol, timeframe, data_status, reason)
    select symbol, '1h', ${dataStatus}, ${reason} from tracked_symbols
    on conflict (symbol, timeframe) do update set data_status = excluded.data_status, reason = excluded.reason`);
  await testDb.db.execute(sql`
    insert into freshness_history (symbol, timeframe, changed_at, status, data_status, reason)
    select symbol, '1h', ${since.toISOString()}::timestamptz, 'stale', ${dataStatus}, ${reason} from tracked_symbols`);
}

const states = async () =>
  (
    await testDb.db.execute<{ rule: string; state: string }>(
      sql`select rule, state from alerts order by rule, id`,
    )
  ).map(({ rule, state }) => `${rule} ${state}`);
const deliveries = async () =>
  (
    await testDb.db.execute<{ event: string }>(
      sql`select event from notification_deliveries order by id`,
    )
  ).map(({ event }) => event);

describe("evaluateAlerts", () => {
  test("series that are not due raise nothing, however long ago they were computed", async () => {
    await setSeries("not_due", "not_due_market_closed", new Date("2026-11-13T21:00:00Z"));
    expect(await evaluate(friday)).toMatchObject({ conditions: 0, opened: 0 });
  });

  test("a fault is pending, then told once, and its end is told once", async () => {
    await setSeries("behind", "run_overdue", minutesLater(-30));
    await evaluate(minutesLater(0));
    expect(await states()).toEqual(["stale_share pending"]);
    expect(await deliveries()).toEqual([]);

    for (const minute of [5, 6, 7]) await evaluate(minutesLater(minute));
    expect(await states()).toEqual(["stale_share firing"]);
    expect(await deliveries()).toEqual(["alert.firing"]);

    await setSeries("current", "up_to_date", minutesLater(8));
    for (const minute of [8, 10, 12, 13]) await evaluate(minutesLater(minute));
    expect(await states()).toEqual(["stale_share resolved"]);
    expect(await deliveries()).toEqual(["alert.firing", "alert.resolved"]);
  });

  test("hours in which the market was closed are no lag", async () => {
    // Behind since an hour before Friday's close: on Monday at the open that is one hour of market time.
    await setSeries("behind", "provider_5xx", new Date("2026-11-20T20:00:00Z"));
    await evaluate(new Date("2026-11-23T14:30:00Z"));
    expect(await states()).toEqual(["stale_share pending"]);
    // Seven open hours after it became behind it is beyond the six allowed.
    await evaluate(new Date("2026-11-23T20:31:00Z"));
    expect(await states()).toEqual([
      "no_successful_backfill pending",
      "stale_series pending",
      "stale_share firing",
    ]);
  });

  test("two watchers at once open one alert", async () => {
    await setSeries("behind", "run_overdue", minutesLater(-30));
    await Promise.all([evaluate(minutesLater(0)), evaluate(minutesLater(0))]);
    expect(await states()).toEqual(["stale_share pending"]);
  });

  test("a paused schedule does not complain about its own silence", async () => {
    await setSeries("behind", "paused", new Date("2026-11-19T15:00:00Z"));
    await testDb.db.execute(
      sql`insert into settings (key, value) values ('schedule_paused', '{"reason":"maintenance"}')`,
    );
    await evaluate(friday);
    expect(await states()).not.toContain("no_successful_backfill pending");
    await testDb.db.execute(sql`delete from settings`);
    await evaluate(friday);
    expect(await states()).toContain("no_successful_backfill pending");
  });
});
