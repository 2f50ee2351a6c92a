/** What is at fault now, by cause: how much, which symbols, and what to do about it. */
import type { ResponseBody } from "@/lib/contract/response-body";
import { NEXT_STEPS, REASON_SENTENCES } from "@/lib/domain/reason-sentences";
import type { ReasonCode } from "@/lib/domain/vocabulary";
import type { FaultReason } from "./overview-verdict";

type Fault = ResponseBody<"overview">["faults"][number];

const LISTED_SYMBOLS = 5;
/** More than these are re-run from the board, where they are seen. */
const LISTED_SERIES = 50;

/** @param reasons worst first, without what is snoozed */
export function toFaults(reasons: readonly FaultReason[]): Fault[] {
  const byReason = new Map<ReasonCode, FaultReason[]>();
  for (const fault of reasons) {
    byReason.set(fault.reason, [...(byReason.get(fault.reason) ?? []), fault]);
  }
  return [...byReason]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([reason, faults]) => {
      const symbols = [...new Set(faults.map(({ symbol }) => symbol))];
      return {
        reason,
        count: faults.length,
        symbol_count: symbols.length,
        symbols: symbols.slice(0, LISTED_SYMBOLS),
        sentence: REASON_SENTENCES[reason],
        next_step: NEXT_STEPS[reason],
        series:
          faults.length > LISTED_SERIES
            ? []
            : faults.map(({ symbol, timeframe }) => ({ symbol, timeframe })),
      };
    });
}
