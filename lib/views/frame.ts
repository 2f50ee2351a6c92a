/** What every page's header shows: market clock, budget, what runs, who is signed in. */
import type { z } from "zod";
import type { ENDPOINTS } from "@/lib/contract";
import { selectFrameFigures } from "@/lib/db/queries/read/frame";
import { readSchedulePause } from "@/lib/db/queries/read/schedule-pause";
import type { Calendar } from "@/lib/domain/calendar";
import { type MarketPhase, marketClock } from "@/lib/domain/calendar-clock";
import type { ViewDeps } from "./deps";
import { toProviderState } from "./provider-state";

type Response = z.output<(typeof ENDPOINTS.frame)["response"]>;

export async function viewFrame(
  deps: ViewDeps,
  { viewer }: { viewer: Response["viewer"] },
): Promise<Response> {
  const { db, now, version, provider, exchange } = deps;
  const figures = await selectFrameFigures(db, now);
  const pause = readSchedulePause(figures.pause, now);
  return {
    timestamp: now.toISOString(),
    version,
    simulated: provider.isSimulated,
    market: toMarket(exchange, now),
    provider: toProviderState(deps, figures.provider),
    open_alerts: figures.openAlerts,
    running_execution: figures.running && {
      execution_id: figures.running.executionId,
      done_jobs: figures.running.doneJobs,
      total_jobs: figures.running.totalJobs,
    },
    schedule_paused: pause && {
      until: pause.until?.toISOString() ?? null,
      reason: pause.reason,
    },
    viewer,
  };
}

const STATES: Record<MarketPhase, Response["market"]["state"]> = {
  pre_market: "pre",
  open: "open",
  always_open: "open",
  after_hours: "after",
  closed: "closed",
};

/** Past the calendar's end there is no next opening; the end of the calendar stands in for it. */
export function toMarket(exchange: Calendar, now: Date): Response["market"] {
  const clock = marketClock(exchange, now.getTime());
  const orNow = (at: Date | null) => (at ?? now).toISOString();
  const early = clock.earlyClose ? "Closes early" : null;
  return {
    calendar: exchange.id,
    state: STATES[clock.phase],
    changes_at: orNow(clock.until),
    next_open: orNow(clock.nextOpen),
    next_close: orNow(clock.nextClose),
    note: [early, clock.reason].filter(Boolean).join(": ") || null,
  };
}
