/** What is done to an engine at work; each trial ends with the same question: is anything lost, was anything repeated? */
import { setTimeout as sleep } from "node:timers/promises";
import type { Crew } from "./crew";
import {
  type Arena,
  createArena,
  finalState,
  type Moment,
  momentOf,
  repeatedSince,
} from "./harness";
import { startSilentProxy } from "./silent-proxy";

export type Verdict = { kills: number; lost: number; repeated: number };

const SHORT_LEASE_MS = 2_000;

export type Ring = {
  serverUrl: string;
  template: string;
  crew: Crew;
  /** The final state of undisturbed runs, by their number. */
  undisturbed: ReadonlyMap<number, string>;
};

/** The state after runs that nobody disturbed, and how many commits they took. */
export async function undisturbedRun(
  ring: Omit<Ring, "undisturbed">,
  runs: number,
): Promise<{ state: string; commits: number }> {
  return inArena(ring, async (arena) => {
    const report = await ring.crew.medic.give({ url: arena.url, processName: "only", runs }).ended;
    if (!report) throw new Error("The undisturbed run did not end.");
    return { state: await finalState(arena), commits: report.commits };
  });
}

/** Kills one process at one commit; another finishes. */
export function killAtCommit(
  ring: Ring,
  killAt: number,
  killWhen: "before" | "after",
): Promise<Verdict> {
  return inArena(ring, async (arena) => {
    const first = await ring.crew.take();
    const { url } = arena;
    const report = await first.give({ url, processName: "first", killAt, killWhen }).ended;
    if (report !== null) first.kill("SIGKILL");
    const moment = await momentOf(arena);
    await ring.crew.medic.give({ url, processName: "second" }).ended;
    return verdict(ring, arena, { runs: 1, moments: [moment], kills: report === null ? 1 : 0 });
  });
}

/** Several processes one after the other, each killed after a while; the last one finishes. */
export function killAtRandom(
  ring: Ring,
  delaysMs: readonly number[],
  runs: number,
): Promise<Verdict> {
  return inArena(ring, async (arena) => {
    const { url } = arena;
    const moments: Moment[] = [];
    for (const [index, delayMs] of delaysMs.entries()) {
      const worker = await ring.crew.take();
      worker.give({ url, processName: `victim ${index + 1}`, runs });
      await sleep(delayMs);
      worker.kill("SIGKILL");
      if (worker.child.exitCode === null && worker.child.signalCode === null) {
        await new Promise((resolve) => worker.child.once("close", resolve));
      }
      moments.push(await momentOf(arena));
    }
    await ring.crew.medic.give({ url, processName: "last", runs }).ended;
    return verdict(ring, arena, { runs, moments, kills: delaysMs.length });
  });
}

/** Of two engines on one database one is killed at work; the other finishes what both had begun. */
export function killOneOfTwo(ring: Ring, delayMs: number, runs: number): Promise<Verdict> {
  return inArena(ring, async (arena) => {
    const { url } = arena;
    const [first, second] = [await ring.crew.take(), await ring.crew.take()];
    const jobs = [first, second].map((worker, index) =>
      worker.give({ url, processName: `engine ${index + 1}`, runs, stepMs: 60 }),
    );
    await Promise.all(jobs.map(({ started }) => started));
    await sleep(delayMs);
    first.kill("SIGKILL");
    await jobs[0]?.ended;
    const moment = await momentOf(arena);
    const report = await jobs[1]?.ended;
    second.kill("SIGKILL");
    if (!report) throw new Error("The second engine did not finish.");
    return verdict(ring, arena, { runs, moments: [moment], kills: 1 });
  });
}

async function callsUnderWay(arena: Arena): Promise<number> {
  const [row] = await arena.sql<{ calls: number }[]>`
    select count(*)::int as calls from engine.queue_items where state = 'leased'`;
  return row?.calls ?? 0;
}

/** Stopped past its lease while another finishes, then continued: whatever it still says must change nothing. */
export function stallPastLease(ring: Ring, delayMs: number): Promise<Verdict> {
  return inArena(ring, async (arena) => {
    const orders = { url: arena.url, leaseMs: SHORT_LEASE_MS, stepMs: 150 };
    const first = await ring.crew.take();
    const job = first.give({ ...orders, processName: "first" });
    await job.started;
    await sleep(delayMs);
    first.kill("SIGSTOP");
    const underWay = await callsUnderWay(arena);
    await ring.crew.medic.give({ ...orders, processName: "second" }).ended;
    const after = await momentOf(arena);
    first.kill("SIGCONT");
    const report = await job.ended;
    first.kill("SIGKILL");
    if (!report) throw new Error("The continued engine did not end by itself.");
    const found = await verdict(ring, arena, { runs: 1, moments: [after], kills: 1 });
    // What it was calling when it was stopped, it goes on calling: that much is promised, and no more.
    return { ...found, repeated: Math.max(0, found.repeated - underWay) };
  });
}

/** The database goes away and comes back while one engine works: that same engine finishes. */
export function restartDatabase(
  ring: Ring,
  delayMs: number,
  restart: () => Promise<void>,
): Promise<Verdict> {
  return inArena(ring, async (arena) => {
    const worker = await ring.crew.take();
    const job = worker.give({ url: arena.url, processName: "only", stepMs: 60 });
    await job.started;
    await sleep(delayMs);
    const before = await momentOf(arena);
    await restart();
    const report = await job.ended;
    worker.kill("SIGKILL");
    if (!report) throw new Error("The engine did not outlive its database's restart.");
    return verdict(ring, arena, { runs: 1, moments: [before], kills: 1 });
  });
}

/** Every connection goes silent without being closed: the engine must find out by itself. */
export function silenceConnections(ring: Ring, delayMs: number): Promise<Verdict> {
  return inArena(ring, async (arena) => {
    const proxy = await startSilentProxy(arena.url);
    try {
      const worker = await ring.crew.take();
      const orders = { url: arena.url, engineUrl: proxy.url, leaseMs: SHORT_LEASE_MS, stepMs: 60 };
      const job = worker.give({ ...orders, processName: "only" });
      await job.started;
      await sleep(delayMs);
      proxy.silence();
      const before = await momentOf(arena);
      const report = await job.ended;
      worker.kill("SIGKILL");
      if (!report) throw new Error("The engine did not outlive its silent connections.");
      return verdict(ring, arena, { runs: 1, moments: [before], kills: 1 });
    } finally {
      proxy.close();
    }
  });
}

/** The process's clock jumps while it works. Sleeps must last their time: about 2 s for a whole run. */
export function jumpClock(ring: Ring, delayMs: number, jumpMs: number): Promise<Verdict> {
  return inArena(ring, async (arena) => {
    const worker = await ring.crew.take();
    const job = worker.give({ url: arena.url, processName: "only", stepMs: 60 });
    await job.started;
    await sleep(delayMs);
    worker.jumpClock(jumpMs);
    const before = await momentOf(arena);
    const report = await job.ended;
    worker.kill("SIGKILL");
    if (!report) throw new Error("The engine did not finish after its clock jumped.");
    const [run] = await arena.sql<{ early: boolean }[]>`
      select ended_at - started_at < interval '1.9 seconds' as early from engine.runs`;
    if (run?.early !== false) throw new Error("A sleep ended early after the clock had jumped.");
    return verdict(ring, arena, { runs: 1, moments: [before], kills: 1 });
  });
}

async function inArena<T>(
  { serverUrl, template }: Pick<Ring, "serverUrl" | "template">,
  work: (arena: Arena) => Promise<T>,
): Promise<T> {
  const arena = await createArena(serverUrl, template);
  try {
    return await work(arena);
  } finally {
    await arena.close();
  }
}

async function verdict(
  ring: Ring,
  arena: Arena,
  { runs, moments, kills }: { runs: number; moments: readonly Moment[]; kills: number },
): Promise<Verdict> {
  const found = await finalState(arena);
  const wanted = ring.undisturbed.get(runs);
  if (wanted === undefined) throw new Error(`No undisturbed run of ${runs} to compare with.`);
  if (found !== wanted) console.error(`wanted ${wanted}\nfound  ${found}`);
  const repeated = await Promise.all(moments.map((moment) => repeatedSince(arena, moment)));
  return { kills, lost: found === wanted ? 0 : 1, repeated: new Set(repeated.flat()).size };
}
