/** What no engine could beat in this process and on this disk: one flushed commit, and the SDK's calls alone. */
import { createHash } from "node:crypto";
import { callHandler } from "@/inngest/embedded/loop/call";
import type { Sql } from "@/lib/db/connect";

/** Times of single commits of one row each, one after the other. */
export async function timeCommits(sql: Sql, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const begunAt = performance.now();
    await sql`insert into kill_effects (run, step, process) values (${i}, 'commit', 'bench')`;
    times.push(performance.now() - begunAt);
  }
  return times;
}

/** Calls in a second of this process's own processor time when nothing is stored: runs of so many steps, one after the other. */
export async function countCallsAlone(
  handler: (request: Request) => Promise<Response>,
  {
    functionId,
    event,
    runs,
    steps,
  }: { functionId: string; event: string; runs: number; steps: number },
): Promise<number> {
  const memo = Array.from({ length: steps }, (_, index) => ({
    stepId: createHash("sha1").update(`step ${index}`).digest("hex"),
    failed: false,
    body: "null",
  }));
  const events = [JSON.stringify({ name: event, id: "alone", data: { steps }, ts: Date.now() })];
  const before = process.cpuUsage();
  for (let run = 0; run < runs; run += 1) {
    for (let done = 0; done < steps; done += 1) {
      const known = { events, memo: memo.slice(0, done), attempt: 0, maxAttempts: 4 };
      const call = { ...known, runId: `alone-${run}`, functionId, stepId: null, parallel: false };
      await callHandler(handler, call, 10_000);
    }
  }
  const { user, system } = process.cpuUsage(before);
  return (runs * steps * 1_000_000) / (user + system);
}
