/** Per symbol and trading day: complete, thin but normal, confirmed empty, or missing. */
import { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { type StreamCoverage, selectCoverage } from "@/lib/db/queries/read/coverage";
import type { Session } from "@/lib/domain/calendar";
import { DAY_MS } from "@/lib/domain/calendar-days";
import {
  type CoverageGrader,
  createCoverageGrader,
  type DayRange,
  listDays,
} from "@/lib/domain/coverage-days";
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
const MOST_DAYS = 400;

export async function viewCoverage(deps: Deps, query: Query): Promise<Response> {
  checkRange(query);
  const range: DayRange = { fromDay: query.from, toDay: query.to, timeframe: query.timeframe };
  const after = decodeCursor(KIND, z.tuple([positionSymbol]), query.cursor);
  const found = await selectCoverage(
    deps.db,
    {
      ...range,
      prefix: query.symbol,
      criticality: query.criticality,
      assetClass: query.asset_class,
    },
    { limit: query.limit + 1, after: after?.[0] ?? null },
  );
  const grader = createCoverageGrader(coverageRules(deps), range);
  const page = cutPage(found, query.limit, { kind: KIND, keysOf: ({ symbol }) => [symbol] });
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
