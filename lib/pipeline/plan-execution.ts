/** What an execution would do: its jobs in order, what it asks of the vendor, how long that takes, and a token for exactly this plan. */
import { createHash } from "node:crypto";
import { type OpenJob, selectOpenJobs } from "@/lib/db/queries/jobs";
import { selectUsualRequestMs } from "@/lib/db/queries/provider-requests";
import { type Stream, selectStreams } from "@/lib/db/queries/streams";
import { type PacingMode, type PacingPlan, planPacing } from "@/lib/domain/pace";
import type { AssetClass, Criticality, Timeframe } from "@/lib/domain/vocabulary";
import { AppError } from "@/lib/errors";
import type { PipelineDeps } from "./deps";
import { type ExecutionScope, resolveScope, type ScopedSymbol } from "./execution-scope";
import { basesOf, planRanges } from "./stream-plan";

type PlannedSymbol = {
  symbol: string;
  assetClass: AssetClass;
  criticality: Criticality;
  timeframes: Timeframe[];
  /** Vendor calls its base streams need. */
  requests: number;
};

export type ExecutionPlan = {
  /** In order of work. */
  symbols: PlannedSymbol[];
  jobs: { symbol: string; assetClass: AssetClass; timeframe: Timeframe }[];
  requests: number;
  estimatedMs: number;
  boundBy: PacingPlan["boundBy"];
  /** Requested series that are open in another execution. */
  conflicts: OpenJob[];
  /** Names exactly these jobs: start with it, and what was seen is what runs. */
  token: string;
};

export type PlanInput = { scope: ExecutionScope; newestFirst?: boolean };

/** Before anything was measured. */
const ASSUMED_REQUEST_MS = 300;

/** @throws AppError `invalid_input` when the scope names what is not there, or a range in which no market was open */
export async function planExecution(deps: PipelineDeps, input: PlanInput): Promise<ExecutionPlan> {
  const scoped = await resolveScope(deps, input.scope);
  const streams = new Map(
    (await selectStreams(deps.db)).map((stream) => [
      keyOf(stream.symbol, stream.timeframe),
      stream,
    ]),
  );
  const ordered = inOrder(deps, scoped, { streams, newestFirst: input.newestFirst ?? false });
  const symbols = ordered.map((symbol) =>
    planSymbol(deps, symbol, { streams, scope: input.scope }),
  );
  refuseClosedRange(symbols, input.scope);

  const jobs = symbols.flatMap(({ symbol, assetClass, timeframes }) =>
    timeframes.map((timeframe) => ({ symbol, assetClass, timeframe })),
  );
  const pacing = await pace(deps, symbols);
  const wanted = new Set(jobs.map((job) => keyOf(job.symbol, job.timeframe)));
  const open = await selectOpenJobs(deps.db);
  return {
    symbols,
    jobs,
    requests: pacing.requests,
    estimatedMs: pacing.estimatedMs,
    boundBy: pacing.boundBy,
    conflicts: open.filter((job) => wanted.has(keyOf(job.symbol, job.timeframe))),
    token: tokenOf(jobs, input.scope),
  };
}

type StreamMap = ReadonlyMap<string, Stream>;

const keyOf = (symbol: string, timeframe: string) => `${symbol} ${timeframe}`;

/** By the priority of the criticality, then as asked: freshest data first, or by name. */
function inOrder(
  deps: PipelineDeps,
  symbols: readonly ScopedSymbol[],
  { streams, newestFirst }: { streams: StreamMap; newestFirst: boolean },
): ScopedSymbol[] {
  const tiers = deps.policy().rpoBySymbolCriticality;
  const storedMs = ({ symbol }: ScopedSymbol) =>
    streams.get(keyOf(symbol, "1m"))?.storedThrough?.getTime() ?? 0;
  return [...symbols].sort(
    (a, b) =>
      tiers[a.criticality].priority - tiers[b.criticality].priority ||
      (newestFirst ? storedMs(b) - storedMs(a) : 0) ||
      a.symbol.localeCompare(b.symbol),
  );
}

function planSymbol(
  deps: PipelineDeps,
  { symbol, assetClass, criticality, wanted }: ScopedSymbol,
  { streams, scope }: { streams: StreamMap; scope: ExecutionScope },
): PlannedSymbol {
  const requests = basesOf(wanted).reduce((sum, timeframe) => {
    const stream = streams.get(keyOf(symbol, timeframe)) ?? null;
    return sum + planRanges(deps, { stream, assetClass, timeframe, scope }).length;
  }, 0);
  return { symbol, assetClass, criticality, timeframes: wanted, requests };
}

function refuseClosedRange(symbols: readonly PlannedSymbol[], { from, to }: ExecutionScope): void {
  if (from === undefined && to === undefined) return;
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    throw new AppError("invalid_input", `from (${from}) must lie before to (${to}).`, {
      errors: [{ path: "from", message: "must lie before to" }],
    });
  }
  if (symbols.some(({ requests }) => requests > 0)) return;
  const range = `${from ?? "the beginning"} to ${to ?? "now"}`;
  throw new AppError(
    "invalid_input",
    `No market was open from ${range}: there is nothing to fetch.`,
    { errors: [{ path: "from", message: "the range holds no trading session that is over" }] },
  );
}

async function pace(deps: PipelineDeps, symbols: readonly PlannedSymbol[]): Promise<PacingPlan> {
  const settings = deps.policy().backfillOptimization;
  return planPacing({
    mode: pacingMode(deps),
    requestsPerSymbol: symbols.map(({ requests }) => requests),
    maxConcurrent: settings.maxConcurrentSymbols,
    requestMs: (await selectUsualRequestMs(deps.db)) ?? ASSUMED_REQUEST_MS,
    requestsPerMinute:
      deps.provider.budget?.().requestsPerMinute ?? settings.vendor.requestsPerMinute,
    burst: settings.vendor.burst,
    staggerMs: settings.staggerMs,
    groupPauseMs: settings.groupPauseMs,
  });
}

export function pacingMode(deps: Pick<PipelineDeps, "policy">): PacingMode {
  const { parallelBackfill, pacingMode: mode } = deps.policy().backfillOptimization;
  return parallelBackfill ? mode : "sequential";
}

/** Readable numbers in front, so that a mismatch can say what changed. */
function tokenOf(
  jobs: readonly { symbol: string; timeframe: Timeframe }[],
  scope: ExecutionScope,
): string {
  const keys = jobs.map(({ symbol, timeframe }) => keyOf(symbol, timeframe)).sort();
  const hash = createHash("sha256")
    .update(JSON.stringify([keys, scope.from ?? null, scope.to ?? null]))
    .digest("base64url")
    .slice(0, 22);
  const symbolCount = new Set(jobs.map(({ symbol }) => symbol)).size;
  return `${symbolCount}-${jobs.length}-${hash}`;
}

/** @throws AppError `conflict` when the plan is no longer the one the token names */
export function requireSamePlan(plan: ExecutionPlan, token: string | undefined): void {
  if (token === undefined || token === plan.token) return;
  const [symbols, jobs] = token.split("-");
  const now = `${plan.symbols.length} symbols and ${plan.jobs.length} jobs`;
  const then = `${symbols} symbols and ${jobs} jobs`;
  const what = now === then ? "other series than" : `${now}, not the ${then}`;
  throw new AppError(
    "conflict",
    `The plan changed since the preview: it is now ${what} that were shown.`,
  );
}
