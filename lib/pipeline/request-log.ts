/** Collects the vendor calls of one step and stores them as lineage rows. */
import {
  insertProviderRequests,
  type ProviderRequestRow,
} from "@/lib/db/queries/provider-requests";
import type { RequestRecord } from "@/lib/provider/provider";
import type { PipelineDeps } from "./deps";

export type RequestLog = {
  /** Hand this to the provider. */
  onRequest: (request: RequestRecord) => void;
  /** How long the calls since the last time waited for our own request budget. */
  takeThrottledMs: () => number;
  /** Stores what was collected since the last time. */
  flush: () => Promise<void>;
};

export function createRequestLog(deps: PipelineDeps, executionId: string | null): RequestLog {
  let collected: ProviderRequestRow[] = [];
  let throttledMs = 0;
  return {
    onRequest: (request) => {
      collected.push(rowOf(request));
      throttledMs += request.throttledMs;
    },
    takeThrottledMs: () => {
      const waited = throttledMs;
      throttledMs = 0;
      return waited;
    },
    flush: async () => {
      const requests = collected;
      collected = [];
      await insertProviderRequests(deps.db, { executionId, requests });
    },
  };
}

function rowOf(request: RequestRecord): ProviderRequestRow {
  return {
    symbol: request.symbol,
    timeframe: request.timeframe,
    purpose: request.purpose,
    path: request.path,
    status: request.status,
    throttledMs: request.throttledMs,
    durationMs: request.durationMs,
    page: request.page,
    bytes: request.bytes,
    rows: request.rows,
    vendorRequestId: request.vendorRequestId,
    attempt: request.attempt,
    retryAfterMs: request.retryAfterMs,
    errorCode: request.failure,
    errorMessage: request.error,
    startedAt: request.startedAt,
  };
}
