/** The product's own backfill on two engines and one database: one is killed at work, the other finishes; compared with a run nobody disturbed. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createCalendar } from "@/lib/domain/calendar";
import { type Simulator, startSimulator } from "@/lib/provider/simulator/server";
import { compareDigests, type Digest, takeDigest } from "@/scripts/instance/digest";
import { type Arena, createArena } from "./harness";
import type { Verdict } from "./trials";

type Place = { serverUrl: string; template: string };

/** What one backfill left behind. */
export type BackfillTraces = {
  digest: Digest;
  /** Notices that arrived at the receiver, by their ids. */
  notices: string[];
  /** Answers the vendor gave. */
  requests: number;
  /** Runs per tick of a schedule, steps per job: what may happen once only, and how often it did. */
  counts: Map<string, number>;
  /** Calls that the killed engine had under way. */
  underWay: number;
};

/** A Friday two hours before the close in New York. */
const NOW_MS = Date.parse("2026-06-05T18:00:20Z");
const SYMBOLS = ["AAPL", "MSFT", "TSLA", "NVDA", "META", "NFLX", "AVGO", "ASML"];
const WATCH = "candlewatch-watch";
const DELIVER = "candlewatch-deliver-notifications";
const SET_UP = /^(tracked_symbols|notification_channels): /;
const LIMIT_MS = 120_000;
const LOOK_MS = 20;

/** @param killAfterJobs the first engine is killed once so many of the 40 jobs are done; null: nobody is */
export async function backfillOnTwo(
  place: Place,
  killAfterJobs: number | null,
): Promise<BackfillTraces> {
  const arena = await createArena(place.serverUrl, place.template);
  const vendor = await startSimulator({
    port: 0,
    now: () => NOW_MS,
    exchange: createCalendar(),
    latencyMs: 40,
    faults: "html_502:TSLA:1",
  });
  const receiver = await startReceiver();
  const engines: Engine[] = [];
  const phases: Date[] = [];
  const tick = async (functionId: string, seenBy: Engine[]) => {
    phases.push(await haveTicked(arena, functionId, seenBy));
  };
  const open = async (name: string) => {
    const engine = await startEngine([arena.url, vendor.url, name, String(NOW_MS)]);
    engines.push(engine);
    return engine;
  };
  try {
    await setUp(arena, receiver.url);
    const [first, second] = await Promise.all([open("first"), open("second")]);
    await holdSchedules(arena);
    await tick(WATCH, [first, second]);

    second.order("start");
    const underWay = killAfterJobs === null ? 0 : await killAtWork(arena, first, killAfterJobs);
    await until(arena, ALL_ENDED);

    const third = killAfterJobs === null ? first : await open("third");
    await tick(WATCH, [second, third]);
    await tick(DELIVER, [second, third]);
    await until(arena, ALL_ENDED);
    return await tracesOf(arena, { vendor, notices: receiver.notices, underWay, phases });
  } finally {
    await Promise.all(engines.map(({ kill }) => kill()));
    receiver.close();
    await vendor.close();
    await arena.close();
  }
}

/** What is missing, and what was done again beyond the calls that were under way. */
export function judgeBackfill(wanted: BackfillTraces, found: BackfillTraces): Verdict {
  const { lost, repeated } = compareDigests(wanted.digest, found.digest);
  const again = [...found.counts].filter(([, count]) => count !== 1).map(([what]) => what);
  const missed = wanted.notices.filter((id) => !found.notices.includes(id));
  const twice = found.notices.filter((id, index) => found.notices.indexOf(id) !== index);
  const surplus = Math.max(0, found.requests - wanted.requests - found.underWay);
  for (const line of [...lost, ...missed]) console.error(`lost: ${line}`);
  for (const line of [...repeated, ...again, ...twice]) console.error(`repeated: ${line}`);
  return {
    kills: 1,
    lost: lost.length + missed.length,
    repeated: repeated.length + again.length + twice.length + surplus,
  };
}

type Engine = {
  name: string;
  order: (word: string) => void;
  stall: () => void;
  goOn: () => void;
  kill: () => Promise<void>;
};

async function startEngine(args: readonly [string, string, string, string]): Promise<Engine> {
  const child = spawn(
    process.execPath,
    ["--import", "./scripts/typescript.mjs", "scripts/kill-sweep/backfill-engine.ts", ...args],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  child.stdin.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`The engine ${args[2]} ended with ${code}.`)));
  });
  return {
    name: args[2],
    order: (word) => child.stdin.write(`${word}\n`),
    stall: () => child.kill("SIGSTOP"),
    goOn: () => child.kill("SIGCONT"),
    kill: () => killed(child),
  };
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  return gone;
}

/** Stopped first, so that what it is about can be counted; let go on when it had just nothing under way. */
async function killAtWork(arena: Arena, victim: Engine, afterJobs: number): Promise<number> {
  const leased = `from engine.queue_items where state = 'leased' and leased_by = '${victim.name}'`;
  for (;;) {
    await until(
      arena,
      `select (select count(*) from symbol_computation_status where status = 'completed') >= ${afterJobs}
         and exists (select 1 ${leased}) as done`,
    );
    victim.stall();
    const [row] = await arena.sql.unsafe<{ calls: number }[]>(
      `select count(*)::int as calls ${leased}`,
    );
    const calls = row?.calls ?? 0;
    if (calls > 0) {
      await victim.kill();
      return calls;
    }
    victim.goOn();
  }
}

async function setUp({ sql }: Arena, receiver: string): Promise<void> {
  for (const symbol of SYMBOLS) {
    await sql`insert into tracked_symbols (symbol, asset_class, criticality, timeframes)
      values (${symbol}, 'stock', 'standard', '{5m,15m,1h,4h,1d}')`;
  }
  await sql`insert into notification_channels (kind, name, target, secret, events, allow_private)
    values ('webhook', 'receiver', ${receiver}, 'secret', '{alert.firing,alert.resolved}', true)`;
}

const ALL_ENDED = `
  select not exists (select 1 from scheduler_execution_log where status = 'running')
     and exists (select 1 from scheduler_execution_log)
     and not exists (select 1 from engine.runs where ended_at is null) as done`;

/** Minutes that pass while a slow machine works must not tick: each run would store something else. */
async function holdSchedules({ sql }: Arena): Promise<void> {
  await sql`update engine.cron_state set last_tick = clock_timestamp() + interval '1 day'`;
}

/**
 * Makes a tick of the schedule be missed, lets all engines see it at once, and waits until its run has ended.
 *
 * @returns since when it could be seen: the same minute may be missed again later
 */
async function haveTicked(arena: Arena, functionId: string, engines: Engine[]): Promise<Date> {
  const ended = `select count(*)::int as n from engine.runs
    where function_id = '${functionId}' and ended_at is not null`;
  const [before] = await arena.sql.unsafe<{ n: number }[]>(ended);
  const [clock] = await arena.sql<{ now: Date }[]>`select clock_timestamp() as now`;
  await arena.sql`update engine.cron_state set last_tick = clock_timestamp() - interval '5 minutes'
    where function_id = ${functionId}`;
  for (const { order } of engines) order("tick");
  await until(arena, `select n > ${before?.n ?? 0} as done from (${ended}) t`);
  await holdSchedules(arena);
  return clock?.now ?? new Date(0);
}

async function until({ sql }: Arena, condition: string): Promise<void> {
  const giveUpAt = Date.now() + LIMIT_MS;
  for (;;) {
    const [row] = await sql.unsafe<{ done: boolean }[]>(condition);
    if (row?.done) return;
    if (Date.now() > giveUpAt) throw new Error(`Not within ${LIMIT_MS / 1_000} s: ${condition}`);
    await sleep(LOOK_MS);
  }
}

async function tracesOf(
  { sql }: Arena,
  found: { vendor: Simulator; notices: string[]; underWay: number; phases: Date[] },
): Promise<BackfillTraces> {
  const rows = await sql<{ what: string; count: number }[]>`
    select concat_ws(' ', 'tick', width_bucket(created_at, ${found.phases.map((at) => at.toISOString())}::text[]::timestamptz[]), function_id, event_ids[1]) as what,
        count(*)::int as count
      from engine.runs where event_name = 'inngest/scheduled.timer' group by 1
    union all
    select 'run of ' || symbol || ' ' || s.name, count(*)::int
      from symbol_computation_status j join engine.steps s on s.run_id = j.run_id
      where j.timeframe = '1d' group by symbol, s.name
    union all
    select 'end of job ' || symbol || ' ' || timeframe, count(*)::int
      from symbol_computation_status where status = 'completed' group by symbol, timeframe`;
  const digest = await takeDigest(sql);
  // What was set up here, with its times: no backfill writes it.
  for (const line of digest.keys()) if (SET_UP.test(line)) digest.delete(line);
  return {
    digest,
    notices: [...found.notices].sort(),
    requests: found.vendor.stats().requests,
    counts: new Map(rows.map(({ what, count }) => [what, count])),
    underWay: found.underWay,
  };
}

/** Where the product's notices arrive. */
async function startReceiver(): Promise<{ url: string; notices: string[]; close: () => void }> {
  const notices: string[] = [];
  const server = createServer((request, response) => {
    notices.push(String(request.headers["x-candlewatch-delivery"]));
    request.resume().on("end", () => response.end("taken"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, notices, close: () => server.close() };
}
