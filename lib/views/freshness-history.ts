/** State bands of series over time, with the hours the exchange was closed behind them. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { type StateChange, selectStateChanges } from "@/lib/db/queries/read/freshness-history";
import type { Calendar } from "@/lib/domain/calendar";
import { sessionsBetween } from "@/lib/domain/calendar-sessions";
import { AppError } from "@/lib/errors";
import type { ViewDeps } from "./deps";

type Endpoint = typeof ENDPOINTS.freshnessHistory;
type Response = z.output<Endpoint["response"]>;
type Band = Response["bands"][number];

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;

export async function viewFreshnessHistory(
  { db, now, exchange }: Pick<ViewDeps, "db" | "now" | "exchange">,
  query: z.output<Endpoint["query"]>,
): Promise<Response> {
  const from = new Date(query.from);
  const to = query.to === undefined ? now : new Date(query.to);
  checkRange(from, to);
  const changes = await selectStateChanges(
    db,
    {
      symbol: query.symbol,
      timeframe: query.timeframe,
      criticality: query.criticality,
      from,
      to,
    },
    query.limit + 1,
  );
  return {
    timestamp: now.toISOString(),
    bands: toBands(changes.slice(0, query.limit), from),
    closed: closedHours(exchange, from.getTime(), to.getTime()),
    truncated: changes.length > query.limit,
  };
}

function checkRange(from: Date, to: Date) {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (days > 0 && days <= MOST_DAYS) return;
  const message = `must lie before \`to\`, by ${MOST_DAYS} days at most`;
  throw new AppError("invalid_input", `\`from\` ${message}.`, {
    errors: [{ path: "query.from", message }],
  });
}

/** Changes come series by series in order of time; a span lasts until the next one of its series. */
function toBands(changes: readonly StateChange[], from: Date): Band[] {
  const bands: Band[] = [];
  for (const change of changes) {
    const startsAt = new Date(Math.max(change.changedMs, from.getTime())).toISOString();
    let band = bands.at(-1);
    if (band?.symbol !== change.symbol || band.timeframe !== change.timeframe) {
      band = { symbol: change.symbol, timeframe: change.timeframe, spans: [] };
      bands.push(band);
    }
    const before = band.spans.at(-1);
    if (before) before.to = startsAt;
    band.spans.push({
      from: startsAt,
      to: null,
      status: change.status,
      data_status: change.dataStatus,
      reason: change.reason,
    });
  }
  return bands;
}

function closedHours(exchange: Calendar, fromMs: number, toMs: number): Response["closed"] {
  const closed: Response["closed"] = [];
  let startMs = fromMs;
  for (const { openMs, closeMs } of sessionsBetween(exchange, fromMs - DAY_MS, toMs)) {
    if (openMs > startMs) closed.push(toSpan(startMs, Math.min(openMs, toMs)));
    startMs = Math.max(startMs, closeMs);
    if (startMs >= toMs) break;
  }
  if (startMs < toMs) closed.push(toSpan(startMs, toMs));
  return closed;
}

function toSpan(fromMs: number, toMs: number): Response["closed"][number] {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
