/** What the vendor in use can do, as its module says. */
import { getRuntime } from "@/inngest/runtime";
import type { PlanFacts } from "@/lib/views/provider";

export function planFacts(): PlanFacts {
  const { provider } = getRuntime().deps;
  const { timeframes, adjustment, maxSpanMs, delayMs, historyFromMs } = provider.capabilities;
  return {
    timeframes,
    adjustment,
    maxSpanMs,
    delayMs,
    historyFromMs,
    givesSplits: provider.fetchSplits !== undefined,
    checksSymbols: provider.checkSymbol !== undefined,
  };
}
