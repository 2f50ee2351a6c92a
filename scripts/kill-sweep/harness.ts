/** Databases for the sweep, and what is left in them. */
import { randomUUID } from "node:crypto";
import { connectSql, type Sql } from "@/lib/db/connect";
import { migrateDatabase } from "@/lib/db/migrate";

export type Arena = { url: string; sql: Sql; close: () => Promise<void> };

/** A migrated database of the server, to be cloned; give it back with `close`. */
export async function createTemplate(
  serverUrl: string,
): Promise<{ name: string; close: () => Promise<void> }> {
  const name = `kill_template_${randomUUID().replaceAll("-", "")}`;
  const admin = connectSql(serverUrl, { max: 1 });
  await admin.unsafe(`create database "${name}"`);
  await migrateDatabase(databaseUrl(serverUrl, name));
  return {
    name,
    close: async () => {
      await admin.unsafe(`drop database if exists "${name}" with (force)`).catch(() => undefined);
      await admin.end({ timeout: 5 });
    },
  };
}

/** A fresh database, cloned. */
export async function createArena(serverUrl: string, template: string): Promise<Arena> {
  const name = `kill_${randomUUID().replaceAll("-", "")}`;
  const admin = connectSql(serverUrl, { max: 1 });
  await admin.unsafe(`create database "${name}" template "${template}"`);
  const url = databaseUrl(serverUrl, name);
  const sql = connectSql(url, { max: 2 });
  await sql`create table kill_effects (run int, step text, process text, at timestamptz default clock_timestamp())`;
  return {
    url,
    sql,
    close: async () => {
      await sql.end({ timeout: 5 });
      await admin.unsafe(`drop database if exists "${name}" with (force)`);
      await admin.end({ timeout: 5 });
    },
  };
}

function databaseUrl(serverUrl: string, name: string): string {
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  return address.toString();
}

/** Everything about the runs that must not depend on what happened on the way. */
export async function finalState(arena: Arena): Promise<string> {
  const runs = await arena.sql`
    select r.event_ids[1] as event, r.status, r.output, r.error,
           (select json_agg(json_build_array(s.name, s.op, s.failed, s.body) order by s.name, s.step_id)
            from engine.steps s where s.run_id = r.id) as steps
    from engine.runs r order by 1`;
  const [left] = await arena.sql`
    select (select count(*)::int from engine.queue_items) as items,
           (select count(*)::int from engine.concurrency where in_flight > 0) as slots`;
  return JSON.stringify({ runs, left });
}

export type Moment = { at: Date; committed: ReadonlySet<string> };

/** The steps whose result was committed now. */
export async function momentOf(arena: Arena): Promise<Moment> {
  const [clock] = await arena.sql<{ at: Date }[]>`select clock_timestamp() as at`;
  const rows = await arena.sql<{ event: string; name: string }[]>`
    select r.event_ids[1] as event, s.name from engine.steps s join engine.runs r on r.id = s.run_id`;
  const committed = rows.map(({ event, name }) => `${event.replace("go-", "")}:${name}`);
  return { at: clock?.at ?? new Date(), committed: new Set(committed) };
}

/** Steps that ran after this moment although their result was committed then. */
export async function repeatedSince(arena: Arena, moment: Moment): Promise<string[]> {
  const rows = await arena.sql<{ run: number; step: string }[]>`
    select run, step from kill_effects where at > ${moment.at}`;
  return rows
    .map(({ run, step }) => `${run}:${step}`)
    .filter((effect) => moment.committed.has(effect));
}
