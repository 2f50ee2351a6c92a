/** The ranges to fetch of a base stream, under the policy in force and what the provider can do. */
import type { MsRange } from "@/lib/db/queries/multirange";
import type { Stream } from "@/lib/db/queries/streams";
import { calendarFor } from "@/lib/domain/calendar";
import {
  type AssetClass,
  BASE_OF,
  type BaseTimeframe,
  type Timeframe,
} from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";
import type { ExecutionScope } from "./execution-scope";
import { planStreamRanges, type RangeRules, splitRange } from "./stream-range";

type StreamOf = { assetClass: AssetClass; timeframe: BaseTimeframe };

/** Base streams that the given timeframes come from, each once. */
export function basesOf(timeframes: readonly Timeframe[]): BaseTimeframe[] {
  return [...new Set(timeframes.map((timeframe) => BASE_OF[timeframe]))];
}

/** Ascending, none longer than one call should be. */
export function planRanges(
  deps: PipelineDeps,
  input: StreamOf & {
    stream: Pick<Stream, "storedThrough" | "fetchRemaining"> | null;
    scope: Pick<ExecutionScope, "from" | "to">;
  },
): MsRange[] {
  const { from, to } = input.scope;
  const asked = {
    fromMs: from === undefined ? null : Date.parse(from),
    toMs: to === undefined ? null : Date.parse(to),
  };
  return planStreamRanges(input.stream, asked, rulesFor(deps, input));
}

/** Given ranges, cut to the length of one call. */
export function splitRanges(
  deps: PipelineDeps,
  stream: StreamOf,
  ranges: readonly MsRange[],
): MsRange[] {
  const rules = rulesFor(deps, stream);
  return ranges.flatMap((range) => splitRange(range, rules));
}

function rulesFor(deps: PipelineDeps, { assetClass, timeframe }: StreamOf): RangeRules {
  const { historyMs, overlapSessions } = deps.policy().backfillOptimization;
  const { capabilities } = deps.provider;
  const nowMs = deps.now().getTime();
  return {
    calendar: calendarFor(deps.exchange, assetClass),
    timeframe,
    nowMs,
    delayMs: capabilities.delayMs,
    historyMs:
      capabilities.historyFromMs === null
        ? historyMs[timeframe]
        : nowMs - capabilities.historyFromMs,
    overlapSessions: overlapSessions[timeframe],
    maxSpanMs: capabilities.maxSpanMs[timeframe],
  };
}
