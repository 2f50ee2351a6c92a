/** Taking work: which items are due, whose turn it is, who gets a slot, under one lease. */
import { grantSlots } from "@/inngest/embedded/flow/slots";
import type { Tx } from "./handle";
import { lockSlots, unblock, writeSlots } from "./slots";

export type ClaimedItem = {
  id: number;
  token: number;
  kind: string;
  functionId: string;
  runId: string | null;
  stepId: string | null;
  name: string | null;
  attempt: number;
  leasesLost: number;
  concurrencyKeys: string[];
  eventIds: string[] | null;
  flowKey: string | null;
  firstAt: Date | null;
  /** From "could be called" to now. */
  lagMs: number;
};

export type ClaimInput = {
  instanceId: string;
  limit: number;
  leaseMs: number;
  functionIds: readonly string[];
  limitsOf: (functionId: string, keys: readonly string[]) => { key: string; limit: number }[];
};

export type ClaimResult = {
  /** Came due without a call; not counted against the limit. */
  due: ClaimedItem[];
  /** To be called. */
  items: ClaimedItem[];
  /** There may be more: ask again when there is room. */
  more: boolean;
  /** Until the next delayed item is due; null when there is none. */
  nextDueMs: number | null;
};

const MOST_DUE = 500;
const MOST_KEYED = 256;

/** Delayed calls whose time has come take their place in the queue. */
async function promote(tx: Tx): Promise<number> {
  const rows = await tx`
    update engine.queue_items set state = 'ready'
    where id in (
      select id from engine.queue_items
      where state = 'delayed' and available_at <= clock_timestamp() and kind in ('discovery', 'step')
      order by available_at limit ${MOST_DUE} for update skip locked
    ) returning 1`;
  return rows.length;
}

/** What is due without a call (sleeps, timeouts, deadlines, debounces) never queues behind calls. */
function leaseDue(tx: Tx, input: ClaimInput) {
  return tx<ClaimedItem[]>`
    update engine.queue_items set ${leaseColumns(tx, input)}
    where id in (
      select id from engine.queue_items
      where state = 'delayed' and available_at <= clock_timestamp() and kind not in ('discovery', 'step')
      order by available_at limit ${MOST_DUE} for update skip locked
    ) returning ${claimedColumns(tx)}`;
}

type Candidate = { id: number; functionId: string; concurrencyKeys: string[] };

/** The oldest ready items, as many of each function as fair shares allow; all of them locked. */
function candidates(tx: Tx, functionIds: readonly string[], limit: number) {
  return tx<Candidate[]>`
    with active as materialized (
      select f.id, row_number() over (order by f.id) as n from unnest(${[...functionIds]}::text[]) f(id)
      where exists (select 1 from engine.queue_items where state = 'ready' and function_id = f.id)
    ), share as (
      select greatest(1, ceil(${limit}::float8 / greatest(1, (select count(*) from active))))::int as size
    )
    select c.id::int, c.function_id as "functionId", c.concurrency_keys as "concurrencyKeys"
    from active a cross join share s
    cross join lateral (
      select id, function_id, concurrency_keys, sort_at from engine.queue_items
      where state = 'ready' and function_id = a.id
      order by sort_at, id limit s.size for update skip locked
    ) c
    order by c.sort_at, c.id`;
}

/** Call inside a transaction. */
export async function claimItems(tx: Tx, input: ClaimInput): Promise<ClaimResult> {
  const [due, promoted, found] = await Promise.all([
    leaseDue(tx, input),
    promote(tx),
    input.limit > 0 ? candidates(tx, input.functionIds, Math.min(input.limit, MOST_KEYED)) : [],
  ]);
  const grantedIds = await grant(tx, found, input);
  const [items, next] = await Promise.all([
    grantedIds.length > 0 ? lease(tx, grantedIds, input) : [],
    tx<{ dueMs: number | null }[]>`
      select extract(epoch from min(available_at) - clock_timestamp())::float8 * 1000 as "dueMs"
      from engine.queue_items where state = 'delayed'`,
  ]);
  return {
    due,
    items,
    more: found.length > 0 || promoted === MOST_DUE || due.length === MOST_DUE,
    nextDueMs: next[0]?.dueMs ?? null,
  };
}

async function grant(tx: Tx, found: readonly Candidate[], input: ClaimInput): Promise<number[]> {
  const keyed = found.filter(({ concurrencyKeys }) => concurrencyKeys.length > 0);
  const free = found.filter((item) => !keyed.includes(item)).map(({ id }) => id);
  if (keyed.length === 0) return free;
  const taken = await lockSlots(
    tx,
    keyed.flatMap(({ concurrencyKeys }) => concurrencyKeys),
  );
  const limits = new Map<string, number>();
  const requests = keyed.map(({ id, functionId, concurrencyKeys }) => {
    const limited = input.limitsOf(functionId, concurrencyKeys);
    for (const { key, limit } of limited) limits.set(key, limit);
    const keys = concurrencyKeys.map((key) => ({
      key,
      limit: limits.get(key) ?? Number.POSITIVE_INFINITY,
    }));
    return { id, keys };
  });
  const result = grantSlots(requests, taken);
  await writeSlots(tx, result.inFlight);
  if (result.blocked.length > 0) await block(tx, result.blocked);
  await passLeftovers(tx, requests, result, limits);
  return [...free, ...result.granted];
}

/** An item let through by one key but stopped by another leaves the first to the next in its line. */
async function passLeftovers(
  tx: Tx,
  requests: readonly { id: number; keys: readonly { key: string }[] }[],
  result: ReturnType<typeof grantSlots>,
  limits: ReadonlyMap<string, number>,
) {
  const stoppedBy = new Map(result.blocked.map(({ id, key }) => [id, key]));
  const counts = new Map<string, number>();
  for (const { id, keys } of requests) {
    const stop = stoppedBy.get(id);
    if (stop === undefined) continue;
    for (const { key } of keys) {
      const left = (limits.get(key) ?? Number.POSITIVE_INFINITY) - (result.inFlight.get(key) ?? 0);
      if (key !== stop && left > 0 && Number.isFinite(left)) counts.set(key, left);
    }
  }
  if (counts.size > 0) await unblock(tx, counts);
}

function block(tx: Tx, blocked: readonly { id: number; key: string }[]) {
  return tx`
    update engine.queue_items i set state = 'blocked', blocked_on = r.key
    from unnest(${blocked.map(({ id }) => id)}::bigint[], ${blocked.map(({ key }) => key)}::text[]) r(id, key)
    where i.id = r.id`;
}

function lease(tx: Tx, ids: readonly number[], input: ClaimInput) {
  return tx<ClaimedItem[]>`
    update engine.queue_items set ${leaseColumns(tx, input)}
    where id = any(${[...ids]}) returning ${claimedColumns(tx)}`;
}

const leaseColumns = (tx: Tx, { instanceId, leaseMs }: ClaimInput) => tx`
  state = 'leased', lease_token = lease_token + 1, leased_by = ${instanceId},
  lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}::float8),
  started_at = clock_timestamp()`;

const claimedColumns = (tx: Tx) => tx`
  id::int, lease_token as token, kind, function_id as "functionId", run_id as "runId",
  step_id as "stepId", name, attempt, leases_lost as "leasesLost", concurrency_keys as "concurrencyKeys",
  event_ids as "eventIds", flow_key as "flowKey", first_at as "firstAt",
  extract(epoch from clock_timestamp() - available_at)::float8 * 1000 as "lagMs"`;
