/** What a tick of the schedule does: starts an execution when something is due and nobody works on it already. */
import { selectSetting } from "@/lib/db/queries/settings";
import { type Stream, selectStreams } from "@/lib/db/queries/streams";
import { selectTrackedSymbols, type TrackedSymbol } from "@/lib/db/queries/symbols";
import { calendarFor } from "@/lib/domain/calendar";
import { expectedThrough } from "@/lib/domain/expected-windows";
import { windowAt } from "@/lib/domain/timeframe-windows";
import type { BaseTimeframe, Criticality, Trigger } from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";
import { isPaused } from "./execution-scope";
import { type StartDeps, type StartedExecution, startExecution } from "./start-execution";
import { basesOf } from "./stream-plan";

export type Tick = {
  /** Null: the daily run over everything, due or not. */
  criticality: Criticality | null;
};

export type TickResult =
  | { started: StartedExecution }
  | { skipped: "schedule_paused" | "nothing_due" | "no_symbols" | "already_open" };

const SCHEDULE_PAUSE_KEY = "schedule_paused";

export async function startScheduled(deps: StartDeps, { criticality }: Tick): Promise<TickResult> {
  if (await isSchedulePaused(deps)) return { skipped: "schedule_paused" };
  const now = deps.now();
  const symbols = (await selectTrackedSymbols(deps.db)).filter(
    (symbol) =>
      symbol.active &&
      !isPaused(symbol, now) &&
      (criticality === null || symbol.criticality === criticality),
  );
  if (symbols.length === 0) return { skipped: "no_symbols" };
  const due = criticality === null ? symbols : await dueOf(deps, symbols);
  if (due.length === 0) return { skipped: "nothing_due" };
  const started = await start(deps, { due, trigger: "schedule" });
  return started ? { started } : { skipped: "already_open" };
}

/** Everything active, as at the very first start or after a long stop. */
export async function startEverything(
  deps: StartDeps,
  input: { trigger: Trigger; reason: string; newestFirst: boolean },
): Promise<StartedExecution | null> {
  const symbols = await selectTrackedSymbols(deps.db);
  const due = symbols.filter((symbol) => symbol.active && !isPaused(symbol, deps.now()));
  return due.length === 0 ? null : start(deps, { due, ...input });
}

function start(
  deps: StartDeps,
  input: {
    due: readonly TrackedSymbol[];
    trigger: Trigger;
    reason?: string;
    newestFirst?: boolean;
  },
): Promise<StartedExecution | null> {
  return startExecution(deps, {
    scope: { symbols: input.due.map(({ symbol }) => symbol) },
    trigger: input.trigger,
    requestedBy: "scheduler",
    reason: input.reason ?? null,
    newestFirst: input.newestFirst ?? false,
    whenOpen: "skip",
  });
}

async function isSchedulePaused(deps: PipelineDeps): Promise<boolean> {
  const pause = await selectSetting(deps.db, SCHEDULE_PAUSE_KEY);
  if (typeof pause !== "object" || pause === null) return false;
  const until =
    "until" in pause && typeof pause.until === "string" ? Date.parse(pause.until) : null;
  return until === null || until > deps.now().getTime();
}

/** Symbols of which a stream has not been answered up to the newest window the calendar expects. */
async function dueOf(
  deps: PipelineDeps,
  symbols: readonly TrackedSymbol[],
): Promise<TrackedSymbol[]> {
  const streams = new Map(
    (await selectStreams(deps.db)).map((stream) => [
      `${stream.symbol} ${stream.timeframe}`,
      stream,
    ]),
  );
  return symbols.filter((symbol) =>
    basesOf(symbol.timeframes).some((base) =>
      isDue(deps, symbol, { base, stream: streams.get(`${symbol.symbol} ${base}`) }),
    ),
  );
}

function isDue(
  deps: PipelineDeps,
  { assetClass }: TrackedSymbol,
  { base, stream }: { base: BaseTimeframe; stream: Stream | undefined },
): boolean {
  const calendar = calendarFor(deps.exchange, assetClass);
  const { delayMs } = deps.provider.capabilities;
  const expectedMs = expectedThrough(calendar, base, { nowMs: deps.now().getTime(), delayMs });
  if (expectedMs === null) return false;
  if (!stream?.answeredThrough || stream.fetchRemaining.length > 0) return true;
  return stream.answeredThrough.getTime() < windowAt(calendar, base, expectedMs).endMs;
}
