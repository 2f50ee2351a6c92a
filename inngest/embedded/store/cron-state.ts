/** The last tick of each schedule; whoever moves it on fires the tick. */
import type { Tx } from "./handle";

export type CronRow = { functionId: string; cron: string; lastTick: Date; fired: boolean };

/** Schedules never seen start now: nothing that lies before their registration is fired. */
export async function ensureCrons(
  tx: Tx,
  crons: readonly { functionId: string; cron: string }[],
): Promise<void> {
  await tx`
    insert into engine.cron_state (function_id, cron, last_tick)
    select f, c, clock_timestamp()
    from unnest(${crons.map(({ functionId }) => functionId)}::text[], ${crons.map(({ cron }) => cron)}::text[]) r(f, c)
    on conflict do nothing`;
}

export function selectCrons(tx: Tx): Promise<CronRow[]> {
  return tx<CronRow[]>`
    select function_id as "functionId", cron, last_tick as "lastTick", fired from engine.cron_state`;
}

/** True for the one instance that takes this tick. */
export async function takeTick(
  tx: Tx,
  { functionId, cron, tick }: { functionId: string; cron: string; tick: Date },
): Promise<boolean> {
  const rows = await tx`
    update engine.cron_state set last_tick = ${tick}, fired = true
    where function_id = ${functionId} and cron = ${cron} and last_tick < ${tick} returning 1`;
  return rows.length > 0;
}

/** Lets ticks pass unfired while schedules are switched off, but for those of the functions named. */
export async function skipTicks(tx: Tx, except: readonly string[]): Promise<void> {
  await tx`
    update engine.cron_state set last_tick = greatest(last_tick, clock_timestamp())
    where function_id <> all(${except}::text[])`;
}
