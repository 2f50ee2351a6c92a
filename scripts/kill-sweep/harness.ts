/** Starts and ends engine processes on a database of their own, and compares what is left with an undisturbed run. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { connectSql, type Sql } from "@/lib/db/connect";
import { migrateDatabase } from "@/lib/db/migrate";

export type Arena = { url: string; sql: Sql; close: () => Promise<void> };

/**
 * A fresh database on the server.
 *
 * @param template a migrated database to clone; migrated anew when absent
 */
export async function createArena(serverUrl: string, template?: string): Promise<Arena> {
  const name = `kill_${randomUUID().replaceAll("-", "")}`;
  const admin = connectSql(serverUrl, { max: 1 });
  await admin.unsafe(`create database "${name}"${template ? ` template "${template}"` : ""}`);
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  const url = address.toString();
  if (!template) await migrateDatabase(url);
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

export type Orders = {
  processName: string;
  runs?: number;
  leaseMs?: number;
  killAt?: number;
  killWhen?: "before" | "after";
  stepMs?: number;
};

type Report = { commits: number; counters: { leasesLost: number; lateAnswers: number } };

export type Victim = {
  child: ChildProcess;
  /** Resolves when the process has announced that its engine runs; never when it was killed before. */
  started: Promise<void>;
  /** What it said at its end; null when it was killed. */
  ended: Promise<Report | null>;
};

export function startVictim(arena: Arena, orders: Orders): Victim {
  const full = {
    runs: 1,
    leaseMs: 5_000,
    killAt: 0,
    killWhen: "after",
    stepMs: 20,
    ...orders,
    url: arena.url,
  };
  const child = spawn(
    process.execPath,
    ["--import", "./scripts/typescript.mjs", "scripts/kill-sweep/victim.ts", JSON.stringify(full)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let report: Report | null = null;
  let onStarted: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    onStarted = resolve;
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    const said: { started?: boolean; done?: boolean } & Report = JSON.parse(line);
    if (said.started) onStarted();
    if (said.done) report = said;
  });
  const ended = new Promise<Report | null>((resolve) => {
    child.on("close", () => resolve(report));
  });
  return { child, started, ended };
}

/** Everything about the runs that must not depend on what happened on the way. */
export async function finalState(arena: Arena): Promise<string> {
  const runs = await arena.sql`
    select r.event_ids[1] as event, r.status, r.output, r.error,
           (select json_agg(json_build_array(s.name, s.op, s.failed, s.body) order by s.name, s.step_id)
            from engine.steps s where s.run_id = r.id) as steps
    from engine.runs r order by 1`;
  const [left] = await arena.sql`select count(*)::int as items from engine.queue_items`;
  return JSON.stringify({ runs, left });
}

/** Steps whose result was committed at this moment. */
export async function committedSteps(arena: Arena): Promise<Set<string>> {
  const rows = await arena.sql<{ event: string; name: string }[]>`
    select r.event_ids[1] as event, s.name from engine.steps s join engine.runs r on r.id = s.run_id`;
  return new Set(rows.map(({ event, name }) => `${event.replace("go-", "")}:${name}`));
}

/** Effects that this process left, as `run:step`. */
export async function effectsOf(arena: Arena, processName: string): Promise<string[]> {
  const rows = await arena.sql<{ run: number; step: string }[]>`
    select run, step from kill_effects where process = ${processName}`;
  return rows.map(({ run, step }) => `${run}:${step}`);
}

export type Verdict = { lost: number; repeated: number };

/** Kills one process at one commit, lets a second one finish, and compares. */
export async function killOnce(input: {
  serverUrl: string;
  template?: string;
  killAt: number;
  killWhen: "before" | "after";
  undisturbed: string;
}): Promise<Verdict> {
  const arena = await createArena(input.serverUrl, input.template);
  try {
    const { killAt, killWhen } = input;
    await startVictim(arena, { processName: "first", killAt, killWhen }).ended;
    const committed = await committedSteps(arena);
    await startVictim(arena, { processName: "second" }).ended;
    const again = (await effectsOf(arena, "second")).filter((effect) => committed.has(effect));
    const same = (await finalState(arena)) === input.undisturbed;
    return { lost: same ? 0 : 1, repeated: again.length };
  } finally {
    await arena.close();
  }
}

/** The state after a run that nobody disturbed, and how many commits it took. */
export async function undisturbedRun(
  serverUrl: string,
  template?: string,
): Promise<{ state: string; commits: number }> {
  const arena = await createArena(serverUrl, template);
  try {
    const report = await startVictim(arena, { processName: "only" }).ended;
    if (!report) throw new Error("The undisturbed run did not end.");
    return { state: await finalState(arena), commits: report.commits };
  } finally {
    await arena.close();
  }
}
