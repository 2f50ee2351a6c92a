/** From what the steps of one symbol reported to the outcome of each of its jobs. Pure: no clock, no database. */
import { BASE_OF, type BaseTimeframe, type Timeframe } from "@/lib/domain/vocabulary";
import type { JobError } from "./error-code";
import type { JobOutcome } from "./finish-jobs";

export type StreamReport = {
  timeframe: BaseTimeframe;
  /** Null: every range was fetched. */
  error: JobError | null;
  /** Bars received in ranges that were due; null when an interrupted attempt had received some of them. */
  received: number | null;
  /** A session was due in what was asked for. */
  isDue: boolean;
};

export type SymbolReports = {
  symbol: string;
  timeframes: readonly Timeframe[];
  streams: readonly StreamReport[];
  /** What went wrong while computing, by timeframe. */
  computing: Partial<Record<Timeframe, JobError>>;
};

/** One broken stream fails the jobs that depend on it and no other. The first thing that went wrong is the error. */
export function judgeSymbol(reports: SymbolReports): JobOutcome[] {
  return reports.timeframes.map((timeframe) => {
    const base = BASE_OF[timeframe];
    const stream = reports.streams.find((report) => report.timeframe === base);
    const error =
      stream?.error ?? emptiness(reports.symbol, stream) ?? reports.computing[timeframe] ?? null;
    return { timeframe, error };
  });
}

/** A vendor that answers a due session with nothing at all has no such symbol, or no data: neither is a success. */
function emptiness(symbol: string, stream: StreamReport | undefined): JobError | null {
  if (!stream?.isDue || stream.received !== 0) return null;
  return {
    code: "provider_empty",
    message: `The vendor answered with no ${stream.timeframe} bars at all for ${symbol}, although a session was due. Is the symbol right, and still traded?`,
  };
}
