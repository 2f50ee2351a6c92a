/** One symbol's trading day, minute by minute: which stretches of the session have no bar. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectCoverage, selectGap, selectMinuteStarts } from "@/lib/db/queries/read/coverage";
import type { Session } from "@/lib/domain/calendar";
import { MINUTE_MS } from "@/lib/domain/calendar-days";
import { createCoverageGrader, type DayRange, daysBefore } from "@/lib/domain/coverage-days";
import { coverageRules } from "./coverage-rules";
import type { ViewDeps } from "./deps";
import { unknownSymbol } from "./not-found";
import { toInstantOrNull } from "./wire";

type Endpoint = typeof ENDPOINTS.coverageDay;
type Response = z.output<Endpoint["response"]>;
type Deps = Pick<ViewDeps, "db" | "now" | "exchange" | "policy" | "provider">;

/** Enough earlier sessions to know what is usual. */
const HISTORY_DAYS = 40;

export async function viewCoverageDay(
  deps: Deps,
  { symbol, day }: z.output<Endpoint["params"]>,
): Promise<Response> {
  const range: DayRange = { fromDay: daysBefore(day, HISTORY_DAYS), toDay: day, timeframe: "1m" };
  const [[stream], gap] = await Promise.all([
    selectCoverage(deps.db, { ...range, symbol }, { limit: 1 }),
    selectGap(deps.db, { symbol, timeframe: "1m", day }),
  ]);
  const found = stream && createCoverageGrader(coverageRules(deps), range).days(stream).at(-1);
  if (!found) throw unknownSymbol(symbol);
  const { session, state, storedBars } = found;
  return {
    timestamp: deps.now.toISOString(),
    symbol,
    day,
    session: session && {
      opens_at: new Date(session.openMs).toISOString(),
      closes_at: new Date(session.closeMs).toISOString(),
    },
    state,
    stored_bars: storedBars,
    missing_ranges: session ? await findMissing(deps, symbol, session) : [],
    asked_count: gap?.askedCount ?? 0,
    last_asked_at: toInstantOrNull(gap?.lastAskedMs ? new Date(gap.lastAskedMs) : null),
  };
}

/** Regular hours only: outside them silence is normal. What is not due yet is not missing. */
async function findMissing(
  { db, now, provider }: Deps,
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
