/** Chooses the provider, once per process: adding a vendor is one folder and one line in `choose`. */
import "server-only";
import { loadCalendarOverrides } from "@/lib/config/calendar-overrides";
import { policyInForce } from "@/lib/config/policy-in-force";
import { createCalendar } from "@/lib/domain/calendar";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createCsvProvider } from "./csv/csv";
import { createMassiveProvider } from "./massive/massive";
import type { Provider } from "./provider";

const TIMEOUT_MS = 60_000;
/** Recordings are old: the policy's days of history, counted from today, would miss them. */
const RECORDINGS_FROM_MS = Date.UTC(1990, 0, 1);

const KEY = Symbol.for("candlewatch.provider");

/** The one provider of this process; its request budget is shared by everybody. */
export function getProvider(): Provider {
  const shared = globalThis as { [KEY]?: Provider };
  shared[KEY] ??= choose();
  return shared[KEY];
}

function choose(): Provider {
  if (env.csvProviderDir !== undefined) return createCsvProvider({ directory: env.csvProviderDir });
  return createMassiveProvider(massiveOptions());
}

function massiveOptions() {
  const vendor = () => policyInForce().backfillOptimization.vendor;
  if (env.isSimulated && new URL(env.massiveBaseUrl).protocol === "https:") {
    throw new AppError(
      "unavailable",
      "There is no vendor key (MASSIVE_API_KEY) and MASSIVE_BASE_URL names no simulator; `npm start` starts one.",
    );
  }
  return {
    baseUrl: env.massiveBaseUrl,
    apiKey: env.massiveApiKey ?? "simulated",
    get requestsPerMinute() {
      return env.massiveRequestsPerMinute ?? vendor().requestsPerMinute;
    },
    get burst() {
      return vendor().burst;
    },
    /** The simulator neither revises nor holds back. */
    get delayMs() {
      return env.isSimulated ? 0 : vendor().delayMs;
    },
    historyFromMs: env.simulatorReplayDir === undefined ? null : RECORDINGS_FROM_MS,
    timeoutMs: TIMEOUT_MS,
    now: Date.now,
    exchange: createCalendar(loadCalendarOverrides()),
  };
}
