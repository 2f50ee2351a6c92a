/** Per symbol and trading day: complete, thin but normal, confirmed empty, or missing. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import {
  type CoverageFilters,
  type StreamCoverage,
  selectCoverage,
} from "@/lib/db/queries/read/coverage";
import type { Session } from "@/lib/domain/calendar";
import { DAY_MS } from "@/lib/domain/calendar-days";
import {
  type CoverageGrader,
  createCoverageGrader,
  type DayRange,
  listDays,
} from "@/lib/domain/coverage-days";
import { CRITICALITIES } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import { coverageRules } from "./coverage-rules";
import { decodeCursor, positionSymbol } from "./cursor";
import type { ViewDeps } from "./deps";
import { cutPage } from "./page";

type Endpoint = typeof ENDPOINTS.coverage;
type Query = z.output<Endpoint["query"]>;
type Response = z.output<Endpoint["response"]>;
type Row = Response["rows"][number];
type Deps = Pick<ViewDeps, "db" | "now" | "exchange" | "policy" | "provider">;

const KIND = "coverage";
const WORST_KIND = "coverage_worst";
const MOST_RANKED = 20_000;
const MOST_DAYS = 400;

export async function viewCoverage(deps: Deps, query: Query): Promise<Response> {
  checkRange(query);
  const range: DayRange = { fromDay: query.from, toDay: query.to, timeframe: query.timeframe };
  const grader = createCoverageGrader(coverageRules(deps), range);
  const filters = {
    ...range,
    prefix: query.symbol,
    criticality: query.criticality,
    assetClass: query.asset_class,
  };
  const readPage = query.order === "worst" ? readWorstFirst : readBySymbol;
  const page = await readPage(deps, query, { filters, grader });
  return {
    timestamp: deps.now.toISOString(),
    days: listDays(deps.exchange, range).map(({ day, session }) => ({
      day,
      session: sessionKind(session),
      note: deps.exchange.reasonOn(day),
    })),
    rows: page.rows.map((stream) => toRow(grader, stream)),
    next_cursor: page.nextCursor,
  };
}

type Reading = { filters: CoverageFilters; grader: CoverageGrader };
type Page = { rows: StreamCoverage[]; nextCursor: string | null };

async function readBySymbol({ db }: Deps, query: Query, { filters }: Reading): Promise<Page> {
  const after = decodeCursor(KIND, z.tuple([positionSymbol]), query.cursor);
  const found = await selectCoverage(db, filters, {
    limit: query.limit + 1,
    after: after?.[0] ?? null,
  });
  return cutPage(found, query.limit, { kind: KIND, keysOf: ({ symbol }) => [symbol] });
}

type Ranked = { stream: StreamCoverage; rank: readonly [number, number, string] };

/** Which day is missing only the calendar knows: all that match are graded, and those shown are drawn. */
async function readWorstFirst({ db }: Deps, query: Query, reading: Reading): Promise<Page> {
  const after = decodeCursor(
    WORST_KIND,
    z.tuple([z.number(), z.number(), positionSymbol]),
    query.cursor,
  );
  const all = await selectCoverage(db, reading.filters, { limit: MOST_RANKED });
  const ranked = all
    .map((stream): Ranked => ({ stream, rank: rankOf(reading.grader, stream) }))
    .filter(({ rank }) => after === null || compareRanks(rank, after) > 0)
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .slice(0, query.limit + 1);
  const page = cutPage(ranked, query.limit, { kind: WORST_KIND, keysOf: ({ rank }) => rank });
  return { rows: page.rows.map(({ stream }) => stream), nextCursor: page.nextCursor };
}

/** Ascending: most missing days, then the most critical, then the symbol. */
function rankOf(grader: CoverageGrader, stream: StreamCoverage): Ranked["rank"] {
  const missing = grader.sessions(stream).filter(({ state }) => state === "missing").length;
  return [-missing, CRITICALITIES.indexOf(stream.criticality), stream.symbol];
}

function compareRanks(a: Ranked["rank"], b: Ranked["rank"]): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : Number(a[2] > b[2]));
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

function toRow(grader: CoverageGrader, stream: StreamCoverage): Row {
  const days = grader.days(stream);
  return {
    symbol: stream.symbol,
    asset_class: stream.assetClass,
    criticality: stream.criticality,
    cells: days.map(({ state, storedBars, expectedBars }) => [state, storedBars, expectedBars]),
    missing_days: days.filter(({ state }) => state === "missing").length,
  };
}
