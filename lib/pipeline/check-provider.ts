/** Asks the vendor one thing now: whether the key is good, how long an answer takes, and what it says when it refuses. */
import { selectTrackedSymbols } from "@/lib/db/queries/symbols";
import { AppError } from "@/lib/errors";
import { ProviderError, type RequestRecord } from "@/lib/provider/provider";
import type { PipelineDeps } from "./deps";
import { createRequestLog } from "./request-log";

export type ProviderAnswer = {
  isGood: boolean;
  symbol: string;
  message: string;
  /** Null where the vendor is no HTTP service, or no answer came. */
  request: RequestRecord | null;
};

/** Longer than this nobody waits before a button for the budget. */
const LONGEST_WAIT_MS = 15_000;

/**
 * One call about a tracked symbol, paid from the budget and kept with the others.
 *
 * @throws AppError `unavailable` while the budget is spent, and where the vendor has no such call
 */
export async function checkProvider(deps: PipelineDeps): Promise<ProviderAnswer> {
  const { checkSymbol, budget } = deps.provider;
  if (checkSymbol === undefined) {
    throw new AppError("unavailable", `${deps.provider.name} has no call to try.`);
  }
  const waitMs = budget?.().waitMs ?? 0;
  if (waitMs > LONGEST_WAIT_MS) {
    const retryAfterSeconds = Math.ceil(waitMs / 1_000);
    throw new AppError(
      "unavailable",
      `The budget is spent: the next call may be made in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }
  const { symbol, assetClass } = (await selectTrackedSymbols(deps.db)).find(
    ({ active, criticality }) => active && criticality === "critical",
  ) ?? { symbol: "SPY", assetClass: "etf" };
  const log = createRequestLog(deps, null);
  let request: RequestRecord | null = null;
  const onRequest = (made: RequestRecord) => {
    request = made;
    log.onRequest(made);
  };
  try {
    const { known } = await checkSymbol({ symbol, assetClass, purpose: "check", onRequest });
    const message = known ? `It knows ${symbol}.` : `It answers, but knows no ${symbol}.`;
    return { isGood: true, symbol, message, request };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { isGood: false, symbol, message: error.message, request };
  } finally {
    await log.flush();
  }
}
