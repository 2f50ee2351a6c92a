import type { Sql } from "@/lib/db/connect";

/** What no engine could beat on this disk: milliseconds of single flushed commits of one row, one after the other. */
export async function timeCommits(sql: Sql, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const begunAt = performance.now();
    await sql`insert into kill_effects (run, step, process) values (${i}, 'commit', 'bench')`;
    times.push(performance.now() - begunAt);
  }
  return times;
}
