import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import type { SeriesChange } from "@/lib/domain/series-notices";
import { announceSeries } from "./announce-series";

const NOW = new Date("2026-11-20T16:00:00Z");
let database: TestDb;
beforeAll(async () => {
  database = await createTestDb();
  await database.db.execute(sql`insert into notification_channels (kind, name, target, events)
    values ('webhook', 'wants', 'http://127.0.0.1:9/', '{series.stale,series.recovered}'),
           ('webhook', 'wants not', 'http://127.0.0.1:9/', '{execution.failed}')`);
});
afterAll(() => database.close());

test("a channel that asked hears once of all that turned, however often the sweep repeats", async () => {
  const changes: SeriesChange[] = Array.from({ length: 150 }, (_, index) => ({
    symbol: `S${index}`,
    timeframe: "1d",
    status: "stale",
    previousStatus: "aging",
    reason: "provider_error",
  }));
  await announceSeries(database.db, changes, NOW);
  await announceSeries(database.db, changes, NOW);

  const sent =
    await database.db.execute(sql`select channel.name, event, payload ->> 'summary' as summary,
      (payload ->> 'count')::int as count, jsonb_array_length(payload -> 'series') as listed
    from notification_deliveries join notification_channels channel on channel.id = channel_id`);
  expect([...sent]).toEqual([
    {
      name: "wants",
      event: "series.stale",
      summary: "S0 1d and 149 other series: no longer fresh",
      count: 150,
      listed: 100,
    },
  ]);
});
