/** What every market-data vendor looks like from inside the house; each vendor is one folder that reshapes its answers to this. */
import type { Bar } from "@/lib/domain/bar";
import type { AssetClass, BaseTimeframe, RequestPurpose } from "@/lib/domain/vocabulary";

export type Provider = {
  /** Stable, stored in lineage rows: `massive`, `csv`. */
  name: string;
  capabilities: Capabilities;
  /**
   * Bars of `[fromMs, toMsExclusive)`, oldest first, strictly increasing across pages, raw (not split-adjusted).
   * One HTTP attempt per page and no retry: a page that fails throws, pages already yielded stay good, and the caller
   * goes on from its own last `t`. Bar VALUES are passed on unjudged (see lib/domain's validation); a body of the wrong shape throws `malformed`.
   * @throws ProviderError, or the signal's reason when aborted
   */
  fetchBars(input: FetchBarsInput): AsyncIterable<BarPage>;
  /** Splits of one symbol or of all, executed on or after `sinceDay`, oldest first, each (symbol, day, ratio) once. */
  fetchSplits?(input: FetchSplitsInput): Promise<Split[]>;
  /** Whether the vendor knows the symbol; `null` name or class where it does not say. */
  checkSymbol?(input: CheckSymbolInput): Promise<SymbolCheck>;
  /** Our own request budget at this moment; absent where requests cost nothing. */
  budget?(): RequestBudget;
};

/** `requestsPerMinute` 0 = unlimited, `available` is Infinity then. `waitMs`: how long a request made now would be held back. */
type RequestBudget = { requestsPerMinute: number; available: number; waitMs: number };

type Capabilities = {
  timeframes: readonly BaseTimeframe[];
  adjustment: "raw" | "split_adjusted";
  /** Longest range one call should ask for, so that a step stays one or a few pages. */
  maxSpanMs: Record<BaseTimeframe, number>;
  /** How long after the end of its window a bar is complete at this vendor and plan. */
  delayMs: number;
  /** Recordings are fetched from here on, however old; null: as much history as the policy says. */
  historyFromMs: number | null;
  /** Where a 1d bar's `t` lies. */
  dayAnchor: Record<AssetClass, "new_york_midnight" | "utc_midnight">;
  weekAnchor: "sunday" | "monday";
};

/** Passed on with every call so that lineage and budget know what it was for. */
export type CallContext = {
  purpose: RequestPurpose;
  /** 1-based attempt of the durable step that makes this call; only recorded. */
  attempt?: number;
  signal?: AbortSignal;
  /** Told of every HTTP attempt, good or bad, after its body is read. Must not throw. */
  onRequest?: (request: RequestRecord) => void;
};

export type FetchBarsInput = CallContext & {
  /** Our own symbol: `AAPL`, `BTCUSD` (or `BTC`, meaning against the dollar). */
  symbol: string;
  assetClass: AssetClass;
  timeframe: BaseTimeframe;
  fromMs: number;
  toMsExclusive: number;
};

export type FetchSplitsInput = CallContext & { symbol?: string; sinceDay?: string };
export type CheckSymbolInput = CallContext & { symbol: string; assetClass: AssetClass };
export type SymbolCheck = { known: boolean; name: string | null };

export type BarPage = {
  bars: Bar[];
  /** 1-based; names the page in errors. */
  page: number;
  isLast: boolean;
  requestId: string | null;
  /** The vendor says its plan delays this answer (`DELAYED`): the newest bars are older than they could be. */
  delayed: boolean;
  /**
   * The vendor's clock (its `Date` header), null when it did not say. A bar is final only when its window is past by
   * BOTH clocks: with ours running ahead, a bar that is still forming would be stored as final.
   */
  vendorNowMs: number | null;
  /** Bars given twice (equal to one of an earlier page) and left out. */
  duplicates: number;
  /** Bars outside the asked range, left out: vendors widen a range to whole windows. */
  outsideRange: number;
  /**
   * Set on the first page with bars when the vendor began more than a week after the asked start without saying so:
   * the earliest bar of this plan (or listing). What lies before it is not a gap.
   */
  clippedHeadMs: number | null;
};

/** What a page marked as delayed holds back at its end. */
export const DELAYED_MS = 15 * 60_000;

/** `splitTo` new shares for `splitFrom` old ones; prices before `day` are multiplied by splitFrom / splitTo. */
export type Split = { symbol: string; day: string; splitFrom: number; splitTo: number };

export type ProviderOperation = "bars" | "splits" | "symbol";

/** One HTTP attempt: a lineage row, and what the counters total_requests and rate_limited_count are summed from. */
export type RequestRecord = {
  provider: string;
  operation: ProviderOperation;
  /** Path and query without host and key. */
  path: string;
  symbol: string | null;
  timeframe: BaseTimeframe | null;
  purpose: RequestPurpose;
  attempt: number;
  page: number;
  startedAt: Date;
  /** Waited for our own request budget before sending; not part of `durationMs`. */
  throttledMs: number;
  durationMs: number;
  /** null: no answer came. */
  status: number | null;
  bytes: number;
  rows: number;
  vendorRequestId: string | null;
  retryAfterMs: number | null;
  /** null: the answer was good, or the caller aborted. */
  failure: ProviderFailureKind | null;
  /** null: the answer was good. */
  error: string | null;
};

/** Everything that can go wrong at the vendor; closed, so that a new kind does not compile until it is mapped everywhere. */
export type ProviderFailure =
  | { kind: "rate_limited"; retryAfterMs: number | null }
  | {
      kind: "unavailable";
      reason: "http_status" | "network" | "timeout" | "not_json" | "cut_body";
      status: number | null;
      retryAfterMs: number | null;
    }
  /** An end-of-day plan was asked before the end of the day: never a failure, only too early. */
  | { kind: "not_yet_available" }
  /** `timeframe`: the range lies before the plan's history or in the future; `endpoint`: never in this plan. */
  | { kind: "entitlement"; scope: "endpoint" | "timeframe" }
  | { kind: "auth" }
  | { kind: "bad_request" }
  | { kind: "unknown_symbol" }
  /** The page is refused whole. `bar` is its 0-based index in the page, null when the fault is not in one bar. */
  | { kind: "malformed"; page: number; field: string; bar: number | null };

export type ProviderFailureKind = ProviderFailure["kind"];

/** May leave only lib/provider; inngest/provider-retry.ts translates it. The message names symbol, page and the vendor's own words. */
export class ProviderError extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "ProviderError";
    this.failure = failure;
  }
}
