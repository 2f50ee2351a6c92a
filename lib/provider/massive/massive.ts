/**
 * Massive (Polygon until 2025): a small client on fetch.
 *
 * Retries live in one place only. This client makes ONE attempt per page and throws a typed ProviderError; the durable
 * step around it asks retry-decision.ts and waits (1, 2, 4, 8 … s, Retry-After wins), so that a wait survives a crash, the
 * attempt count is the step's, and pages already stored are not fetched again: the step goes on from its last stored `t`.
 */

import { setTimeout as sleep } from "node:timers/promises";
import type { Calendar } from "@/lib/domain/calendar";
import { DAY_MS } from "@/lib/domain/calendar-days";
import type { Provider } from "@/lib/provider/provider";
import { createTokenBucket } from "@/lib/provider/token-bucket";
import { checkSymbol } from "./check-symbol";
import { fetchBars } from "./fetch-bars";
import { fetchSplits } from "./fetch-splits";

export type MassiveOptions = {
  baseUrl: string;
  apiKey: string;
  /** 0 = unlimited. */
  requestsPerMinute: number;
  burst: number;
  /** The plan's delay after a window's end. */
  delayMs: number;
  historyFromMs?: number | null;
  timeoutMs: number;
  now: () => number;
  exchange: Calendar;
  maxPages?: number;
  pageLimit?: number;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
};

const PAGE_LIMIT = 50_000;
/** 500 pages are a century of a liquid stock's minutes. */
const MAX_PAGES = 500;

export function createMassiveProvider(options: MassiveOptions): Provider {
  const { now } = options;
  const bucket = createTokenBucket({
    get requestsPerMinute() {
      return options.requestsPerMinute;
    },
    get burst() {
      return options.burst;
    },
    now,
    sleep: options.sleep ?? wait,
  });
  const deps = {
    baseUrl: options.baseUrl,
    apiKey: options.apiKey,
    timeoutMs: options.timeoutMs,
    exchange: options.exchange,
    maxPages: options.maxPages ?? MAX_PAGES,
    pageLimit: options.pageLimit ?? PAGE_LIMIT,
    bucket,
    now,
  };
  return {
    name: "massive",
    capabilities: {
      timeframes: ["1m", "1d"],
      adjustment: "raw",
      // A page of 50,000 minutes is about 35 days round the clock; a day's call takes any history.
      maxSpanMs: { "1m": 34 * DAY_MS, "1d": 20 * 365 * DAY_MS },
      get delayMs() {
        return options.delayMs;
      },
      historyFromMs: options.historyFromMs ?? null,
      dayAnchor: { stock: "new_york_midnight", etf: "new_york_midnight", crypto: "utc_midnight" },
      weekAnchor: "sunday",
    },
    fetchBars: (input) => fetchBars(deps, input),
    fetchSplits: (input) => fetchSplits(deps, input),
    checkSymbol: (input) => checkSymbol(deps, input),
    budget: () => bucket.budget(),
  };
}

async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}
