/** Per symbol and trading day: complete, thin but normal, confirmed empty, or missing. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { type StreamCoverage, selectCoverage } from "@/lib/db/queries/read/coverage";
import { calendarFor, type Session } from "@/lib/domain/calendar";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import { expectedBarsOf, gradeCoverageDay, listDays, usualShareOf } from "./coverage-state";
import { decodeCursor, positionSymbol } from "./cursor";
import type { ViewDeps } from "./deps";
import { cutPage } from "./page";

type Endpoint = typeof ENDPOINTS.coverage;
type Query = z.output<Endpoint["query"]>;
type Response = z.output<Endpoint["response"]>;
type Row = Response["rows"][number];
type Day = { day: string; session: Session | null };

const KIND = "coverage";
const MOST_DAYS = 400;
const DAY_MS = 86_400_000;

export async function viewCoverage(
  deps: Pick<ViewDeps, "db" | "now" | "exchange" | "policy" | "provider">,
  query: Query,
): Promise<Response> {
  const { db, now, exchange } = deps;
  checkRange(query);
  const after = decodeCursor(KIND, z.tuple([positionSymbol]), query.cursor);
  const found = await selectCoverage(
    db,
    {
      timeframe: query.timeframe,
      fromDay: query.from,
      toDay: query.to,
      prefix: query.symbol,
      criticality: query.criticality,
      assetClass: query.asset_class,
    },
    { limit: query.limit + 1, after: after?.[0] ?? null },
  );
  const page = cutPage(found, query.limit, { kind: KIND, keysOf: ({ symbol }) => [symbol] });
  const days = listDays(exchange, query.from, query.to);
  const cryptoDays = listDays(calendarFor(exchange, "crypto"), query.from, query.to);
  return {
    timestamp: now.toISOString(),
    days: days.map(({ day, session }) => ({
      day,
      session: sessionKind(session),
      note: exchange.reasonOn(day),
    })),
    rows: page.rows.map((row) =>
      toRow(deps, row, {
        days: row.assetClass === "crypto" ? cryptoDays : days,
        timeframe: query.timeframe,
      }),
    ),
    next_cursor: page.nextCursor,
  };
}

function checkRange({ from, to }: Query) {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days >= 0 && days <= MOST_DAYS) return;
  const message =
    days < 0 ? "must not lie before `from`" : `at most ${MOST_DAYS} days after \`from\``;
  throw new AppError("invalid_input", `\`to\`: ${message}.`, {
    errors: [{ path: "query.to", message }],
  });
}

function sessionKind(session: Session | null): "full" | "half" | "closed" {
  if (!session) return "closed";
  return session.earlyClose ? "half" : "full";
}

function toRow(
  { now, policy, provider }: Pick<ViewDeps, "now" | "policy" | "provider">,
  stream: StreamCoverage,
  { days, timeframe }: { days: readonly Day[]; timeframe: BaseTimeframe },
): Row {
  const stored = new Map(
    stream.storedDays.map((day, index) => [day, stream.storedBars[index] ?? 0]),
  );
  const gaps = new Map(stream.gapDays.map((day, index) => [day, stream.gapStatuses[index]]));
  const expected = days.map(({ session }) => session && expectedBarsOf(session, timeframe));
  const usualShare = usualShareOf(
    expected.map((bars, index) => (bars === null ? 0 : (stored.get(index) ?? 0) / bars)),
  );
  const historyFromMs = now.getTime() - policy.backfillOptimization.historyMs[timeframe];
  const cells = days.map(({ session }, index): Row["cells"][number] => {
    const storedBars = stored.get(index) ?? 0;
    const state = gradeCoverageDay(
      {
        session,
        storedBars,
        gapStatus: gaps.get(index) ?? null,
        storedFromMs: stream.storedFromMs,
        planEarliestMs: stream.planEarliestMs,
        historyFromMs,
        usualShare,
      },
      { timeframe, now, delayMs: provider.delayMs },
    );
    return [state, storedBars, expected[index] ?? null];
  });
  return {
    symbol: stream.symbol,
    asset_class: stream.assetClass,
    criticality: stream.criticality,
    cells,
    missing_days: cells.filter(([state]) => state === "missing").length,
  };
}
