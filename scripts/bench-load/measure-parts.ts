/** Takes a request apart: what each part of the way costs, from answers that need more and more of it. */
import { connectSql } from "@/lib/db/connect";
import type { Instance } from "@/scripts/instance/instance";
import type { Outcome } from "./load";

type Parts = {
  transportMs: number;
  knownMs: number;
  keptMs: number;
  computedMs: number;
  sqlMs: number;
  queuedMs: number;
};

type Asking = {
  /** Answered from the whole board. */
  path: string;
  load: (path: string, connections: number) => Promise<Outcome>;
};

/** One connection at a time takes a request apart; the wait behind 99 others is what is left at a hundred. */
export async function measureParts(instance: Instance, { path, load }: Asking): Promise<Parts> {
  const transport = await load("/api/healthz", 1);
  const kept = await load(path, 1);
  const crowded = await load(path, 100);
  const { etag } = await askOnce(instance, path);
  return {
    transportMs: transport.p50Ms,
    knownMs: await medianTime(() => timeOf(instance, path, { "if-none-match": etag })),
    keptMs: kept.p50Ms,
    computedMs: await computedTime(instance),
    sqlMs: await statementTime(instance),
    queuedMs: crowded.p50Ms - kept.p50Ms,
  };
}

/** A limit never asked before is an answer never kept. */
function computedTime(instance: Instance): Promise<number> {
  let limit = 101;
  return medianTime(() => timeOf(instance, `/api/v1/admin/features/staleness?limit=${limit++}`));
}

/** The aggregate over every series by itself, without the app. */
async function statementTime({ databaseUrl }: Instance): Promise<number> {
  const sql = connectSql(databaseUrl, { max: 1, applicationName: "bench-load" });
  try {
    return await medianTime(async () => {
      const begunAt = performance.now();
      await sql`select status, count(*) from feature_freshness f join tracked_symbols t using (symbol) group by status`;
      return performance.now() - begunAt;
    });
  } finally {
    await sql.end();
  }
}

/** @param ask does it once and says how many milliseconds it took */
async function medianTime(ask: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 40; i += 1) times.push(await ask());
  times.sort((a, b) => a - b);
  return times[times.length / 2] ?? Number.NaN;
}

async function timeOf(instance: Instance, path: string, headers = {}): Promise<number> {
  const authorization = `Bearer ${instance.adminKey}`;
  const begunAt = performance.now();
  const response = await fetch(`${instance.url}${path}`, {
    headers: { authorization, ...headers },
  });
  await response.arrayBuffer();
  return performance.now() - begunAt;
}

export async function askOnce({ url, adminKey }: Instance, path: string) {
  const authorization = `Bearer ${adminKey}`;
  const response = await fetch(`${url}${path}`, { headers: { authorization } });
  const body = await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return { etag: response.headers.get("etag") ?? "", bytes: body.byteLength };
}

export function describeParts(parts: Parts): string[] {
  const { transportMs, knownMs, keptMs, computedMs, sqlMs, queuedMs } = parts;
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  const share = Math.max(0, computedMs - sqlMs - transportMs);
  const costs = [
    {
      name: "statements in PostgreSQL",
      value: sqlMs,
      advice: "look at the plans in docs/performance before anything else",
    },
    {
      name: "building and serialising an answer",
      value: share,
      advice: "a larger answer cache (cache_policy) or a smaller `limit` helps most",
    },
    {
      name: "transport and router",
      value: transportMs,
      advice: "another app instance is what helps",
    },
  ].sort((a, b) => b.value - a.value);
  const [worst] = costs;
  return [
    `**Where the time goes** (staleness, one connection, p50): transport and router ${ms(transportMs)}; an answer the caller already has (304) ${ms(knownMs)}; an answer kept in memory ${ms(keptMs)}; one computed anew ${ms(computedMs)}, of which the aggregate in SQL ${ms(sqlMs)}. At 100 connections ${ms(queuedMs)} of the p50 is waiting for the one thread that answers.`,
    `**What follows**: of a computed answer the largest part is ${worst?.name} (${ms(worst?.value ?? 0)}): ${worst?.advice}. Answers come from one thread, so requests a second grow with instances, not with connections; callers that send back the \`ETag\` pay only the 304.`,
  ];
}
