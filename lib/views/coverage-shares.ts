/** How whole the last 30 days of base streams are: sessions that were due, missing ones apart; closed days do not count. */
import type { ResponseBody } from "@/lib/contract/response-body";
import {
  type CoverageFilters,
  type StreamCoverage,
  selectCoverage,
} from "@/lib/db/queries/read/coverage";
import { type CoverageGrader, createCoverageGrader, daysBefore } from "@/lib/domain/coverage-days";
import type { SessionGrade } from "@/lib/domain/gaps";
import type { BaseTimeframe } from "@/lib/domain/vocabulary";
import { coverageRules } from "./coverage-rules";
import type { ViewDeps } from "./deps";
import { flooredPct } from "./wire";

type Deps = Pick<ViewDeps, "db" | "now" | "exchange" | "policy" | "provider">;
type Share = NonNullable<ResponseBody<"staleness">["coverage_30d"]>[number];

const COVERAGE_DAYS = 30;
const MOST_SYMBOLS = 500;

/** One question per stream, however many symbols; of a stream that never had a bar nothing is said. */
export async function viewCoverageShares(
  deps: Deps,
  subjects: Pick<CoverageFilters, "symbol" | "symbols">,
  streams: readonly BaseTimeframe[],
): Promise<Share[]> {
  const toDay = deps.now.toISOString().slice(0, 10);
  const fromDay = daysBefore(toDay, COVERAGE_DAYS);
  const shares = await Promise.all(
    streams.map(async (timeframe) => {
      const range = { fromDay, toDay, timeframe };
      const grader = createCoverageGrader(coverageRules(deps), range);
      const found = await selectCoverage(
        deps.db,
        { ...range, ...subjects },
        { limit: MOST_SYMBOLS },
      );
      return found
        .filter(({ storedFromMs }) => storedFromMs !== null)
        .map((stream) => toShare(grader, stream, timeframe));
    }),
  );
  return shares.flat();
}

const NOT_DUE: ReadonlySet<SessionGrade["state"]> = new Set(["before_listing", "beyond_plan"]);

function toShare(grader: CoverageGrader, coverage: StreamCoverage, stream: BaseTimeframe): Share {
  const due = grader.sessions(coverage).filter(({ state }) => !NOT_DUE.has(state));
  const missing = due.filter(({ state }) => state === "missing");
  return {
    symbol: coverage.symbol,
    stream,
    pct: due.length === 0 ? null : flooredPct(due.length - missing.length, due.length),
    sessions: due.map(shareOf),
    missing_days: missing.map(({ day }) => day),
  };
}

/** A session without a trade holds none of its bars, and lacks none. */
function shareOf({ state, storedBars, expectedBars }: SessionGrade): number | null {
  if (state === "missing") return null;
  if (state === "complete" || expectedBars === 0) return 1;
  return Math.round(Math.min(1, storedBars / expectedBars) * 100) / 100;
}
