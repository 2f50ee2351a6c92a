/** Executions counted in equal slices of time, for the charts above the list. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import {
  type StatsBucket,
  selectExecutionStats,
  selectStatsMarks,
} from "@/lib/db/queries/read/execution-stats";
import type { Calendar } from "@/lib/domain/calendar";
import { sessionsBetween } from "@/lib/domain/calendar-sessions";
import { AppError } from "@/lib/errors";
import type { ViewDeps } from "./deps";
import { toExecutionFilters } from "./execution-row";
import { flooredPct } from "./wire";

type Endpoint = typeof ENDPOINTS.executionStats;
type Response = z.output<Endpoint["response"]>;
type Bucket = Response["buckets"][number];
type Mark = Response["marks"][number];

const DAY_MS = 86_400_000;
/** Over more days the opening bells would hide the chart. */
const SESSION_MARK_DAYS = 10;
const MOST_MARKS = 200;

export async function viewExecutionStats(
  { db, now, exchange }: Pick<ViewDeps, "db" | "now" | "exchange">,
  query: z.output<Endpoint["query"]>,
): Promise<Response> {
  const from = new Date(query.from);
  const to = query.to === undefined ? now : new Date(query.to);
  if (from >= to) {
    throw new AppError("invalid_input", "`from` must lie before `to`.", {
      errors: [{ path: "query.from", message: `must lie before ${to.toISOString()}` }],
    });
  }
  const slices = query.buckets;
  const [counted, marks] = await Promise.all([
    selectExecutionStats(db, { ...toExecutionFilters(query), from, to }, slices),
    selectStatsMarks(db, { from, to, limit: MOST_MARKS }),
  ]);
  const sliceMs = (to.getTime() - from.getTime()) / slices;
  const bySlice = new Map(counted.map((bucket) => [bucket.slice, bucket]));
  return {
    timestamp: now.toISOString(),
    bucket_seconds: sliceMs / 1000,
    buckets: Array.from({ length: slices }, (_, slice) =>
      toBucket(new Date(from.getTime() + slice * sliceMs), bySlice.get(slice)),
    ),
    marks: [
      ...marks.map(({ atMs, ...mark }): Mark => ({ at: new Date(atMs).toISOString(), ...mark })),
      ...openingBells(exchange, from, to),
    ],
  };
}

function toBucket(from: Date, counted: StatsBucket | undefined): Bucket {
  const finished = (counted?.successfulSymbols ?? 0) + (counted?.failedSymbols ?? 0);
  return {
    from: from.toISOString(),
    completed: counted?.completed ?? 0,
    partial: counted?.partial ?? 0,
    failed: counted?.failed ?? 0,
    cancelled: counted?.cancelled ?? 0,
    running: counted?.running ?? 0,
    success_pct: finished === 0 ? null : flooredPct(counted?.successfulSymbols ?? 0, finished),
    median_seconds: counted?.medianSeconds ?? null,
    p95_seconds: counted?.p95Seconds ?? null,
    requests: counted?.requests ?? 0,
    rate_limited: counted?.rateLimited ?? 0,
  };
}

function openingBells(exchange: Calendar, from: Date, to: Date): Mark[] {
  if (to.getTime() - from.getTime() > SESSION_MARK_DAYS * DAY_MS) return [];
  return sessionsBetween(exchange, from.getTime() - DAY_MS, to.getTime())
    .filter(({ openMs }) => openMs >= from.getTime() && openMs < to.getTime())
    .map(({ openMs }) => ({
      at: new Date(openMs).toISOString(),
      kind: "session_open",
      label: "NYSE opens",
    }));
}
