/** What the share of the last 30 days shows, as a sentence, and where its days stand. Pure. */
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";

export type CoverageShare = NonNullable<ResponseOf<"staleness">["coverage_30d"]>[number];

const MOST_NAMED = 3;

/** The days behind the share, on the board of gaps. */
export function coverageDaysHref({ symbol, stream }: Pick<CoverageShare, "symbol" | "stream">) {
  return `/staleness?view=gaps&symbol=${encodeURIComponent(symbol)}&stream=${stream}&days=30`;
}

/** "AAPL from 1m bars, 30 days: 20 of 21 sessions whole, missing 2026-11-12". */
export function coverageWords({ symbol, stream, sessions, missing_days: missing }: CoverageShare) {
  const whole = sessions.length - missing.length;
  const lead = `${symbol} from ${stream} bars, 30 days: ${whole} of ${plural(sessions.length, "session")} whole`;
  if (missing.length === 0) return lead;
  const more = missing.length - MOST_NAMED;
  return `${lead}, missing ${missing.slice(-MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} earlier` : ""}`;
}
