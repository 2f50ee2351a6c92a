/** Events as they came in; the id keeps one from running twice within a day. */
import type { StoredEvent } from "@/inngest/embedded/protocol/incoming-event";
import { asJson, type Tx } from "./handle";

/** Stores these events; returns the ids that were not seen within the last 24 hours. */
export async function insertEvents(tx: Tx, events: readonly StoredEvent[]): Promise<Set<string>> {
  const unique = [...new Map(events.map((event) => [event.id, event])).values()];
  const rows = await tx<{ id: string }[]>`
    insert into engine.events (id, name, payload)
    select id, name, payload from json_to_recordset(${asJson(unique)}::text::json) r(id text, name text, payload text)
    on conflict (id) do update set name = excluded.name, payload = excluded.payload, received_at = clock_timestamp()
    where engine.events.received_at < clock_timestamp() - interval '24 hours'
    returning id`;
  return new Set(rows.map(({ id }) => id));
}

export async function selectEventPayloads(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx<{ id: string; payload: string }[]>`
    select id, payload from engine.events where id = any(${[...ids]})`;
  return new Map(rows.map(({ id, payload }) => [id, payload]));
}

/** The clock everything is measured by. */
export async function selectNow(tx: Tx): Promise<Date> {
  const [row] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error("The database did not tell its time.");
  // Under drizzle, the driver hands timestamps on as text.
  return new Date(row.now);
}

export type Waiting = {
  itemId: number;
  runId: string;
  kind: "wait" | "cancel";
  awaits: string;
  condition: string | null;
  eventPayload: string;
};

/** What waits for, or is cancelled by, events with these names, with the event that started each run. */
export function selectWaiting(tx: Tx, names: readonly string[]): Promise<Waiting[]> {
  return tx<Waiting[]>`
    select i.id::int as "itemId", i.run_id as "runId", i.kind, i.awaits, i.awaits_if as condition,
           e.payload as "eventPayload"
    from engine.queue_items i
    join engine.runs r on r.id = i.run_id
    join engine.events e on e.id = r.event_ids[1]
    where i.awaits = any(${[...names]}) and i.available_at > clock_timestamp()
    order by i.run_id, i.id`;
}
