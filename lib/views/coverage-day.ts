/** One symbol's trading day, minute by minute: which stretches of the session have no bar. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectCoverageDay, selectMinuteStarts } from "@/lib/db/queries/read/coverage";
import { calendarFor, type Session } from "@/lib/domain/calendar";
import { sessionOn } from "@/lib/domain/calendar-sessions";
import { gradeCoverageDay } from "./coverage-state";
import type { ViewDeps } from "./deps";
import { unknownSymbol } from "./not-found";

type Endpoint = typeof ENDPOINTS.coverageDay;
type Response = z.output<Endpoint["response"]>;

const MINUTE_MS = 60_000;

export async function viewCoverageDay(
  deps: Pick<ViewDeps, "db" | "now" | "exchange" | "policy" | "provider">,
  { symbol, day }: z.output<Endpoint["params"]>,
): Promise<Response> {
  const { db, now, exchange, policy, provider } = deps;
  const facts = await selectCoverageDay(db, { symbol, timeframe: "1m", day });
  if (!facts) throw unknownSymbol(symbol);
  const session = sessionOn(calendarFor(exchange, facts.assetClass), day);
  const state = gradeCoverageDay(
    {
      session,
      storedBars: facts.storedBars,
      gapStatus: facts.gapStatus,
      storedFromMs: facts.storedFromMs,
      planEarliestMs: facts.planEarliestMs,
      historyFromMs: now.getTime() - policy.backfillOptimization.historyMs["1m"],
      usualShare: null,
    },
    { timeframe: "1m", now, delayMs: provider.delayMs },
  );
  return {
    timestamp: now.toISOString(),
    symbol,
    day,
    session: session && {
      opens_at: new Date(session.openMs).toISOString(),
      closes_at: new Date(session.closeMs).toISOString(),
    },
    state,
    stored_bars: facts.storedBars,
    missing_ranges: session ? await findMissing(deps, symbol, session) : [],
    asked_count: facts.askedCount,
    last_asked_at: facts.lastAskedMs === null ? null : new Date(facts.lastAskedMs).toISOString(),
  };
}

/** Regular hours only: outside them silence is normal. What is not due yet is not missing. */
async function findMissing(
  { db, now, provider }: Pick<ViewDeps, "db" | "now" | "provider">,
  symbol: string,
  session: Session,
): Promise<Response["missing_ranges"]> {
  const fromMs = session.openMs;
  const dueMs = Math.floor((now.getTime() - provider.delayMs) / MINUTE_MS) * MINUTE_MS;
  const toMs = Math.min(session.closeMs, dueMs);
  if (toMs <= fromMs) return [];
  const starts = await selectMinuteStarts(db, { symbol, fromMs, toMs });
  const ranges: Response["missing_ranges"] = [];
  let nextMs = fromMs;
  for (const startMs of [...starts, toMs]) {
    if (startMs > nextMs) {
      ranges.push({
        from: new Date(nextMs).toISOString(),
        to: new Date(startMs).toISOString(),
        minutes: (startMs - nextMs) / MINUTE_MS,
      });
    }
    nextMs = startMs + MINUTE_MS;
  }
  return ranges;
}
