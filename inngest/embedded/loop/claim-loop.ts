/** Keeps the instance busy: claims when there is room and work, wakes on notice, when something is due, or by slow poll. */
import type { ClaimedItem } from "@/inngest/embedded/store/claim";
import { claimItems } from "@/inngest/embedded/store/claim";
import { answeredInTime, inLeasedTransaction } from "@/inngest/embedded/store/handle";
import { releaseLeases, renewLeases } from "@/inngest/embedded/store/leases";
import type { LoopContext } from "./context";
import type { Lane } from "./lane";
import { loadRuns } from "./load";
import type { RunCache } from "./run-cache";
import { type Held, workOn } from "./worker";

export type ClaimLoop = {
  start: () => void;
  /** There may be something to claim now. */
  wake: () => void;
  inFlight: () => number;
  stop: (drainMs: number) => Promise<void>;
};

const STEPS_WHEN_OTHERS_WAIT = 10;

export function createClaimLoop(deps: {
  context: LoopContext;
  lane: Lane;
  cache: RunCache;
  functionIds: () => readonly string[];
}): ClaimLoop {
  const { context, lane, cache } = deps;
  const { options, log, counters } = context;
  const held = new Map<number, Held>();
  let running = false;
  let claiming = false;
  let again = false;
  let crowded = false;
  let timer: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;
  let onIdle: (() => void) | undefined;

  // When others wait for a place, or may wait for its slots, a run gives up its own after a few steps.
  const mayContinue = (inARow: number, holdsSlots: boolean) =>
    running && ((!crowded && !holdsSlots) || inARow < STEPS_WHEN_OTHERS_WAIT);
  const worker = { context, lane, cache, mayContinue };

  const sleepUntil = (ms: number) => {
    clearTimeout(timer);
    if (!running) return;
    timer = setTimeout(wake, Math.max(0, Math.min(ms, options.pollMs)));
  };

  function wake() {
    if (!running) return;
    if (claiming) {
      again = true;
      return;
    }
    claiming = true;
    void claimOnce().finally(() => {
      claiming = false;
      if (!again) return;
      again = false;
      wake();
    });
  }

  async function claimOnce() {
    const limit = Math.max(0, options.maxInFlight - held.size);
    const until = performance.now() + options.leaseMs;
    try {
      const result = await inLeasedTransaction(context.sql, options.leaseMs, async (tx) => {
        const claimed = await claimItems(tx, {
          instanceId: context.instanceId,
          limit,
          leaseMs: options.leaseMs,
          functionIds: deps.functionIds(),
          limitsOf: context.registry().limitsOf,
        });
        const runIds = [...claimed.due, ...claimed.items].flatMap(({ runId }) =>
          runId === null ? [] : [runId],
        );
        const parallel = runIds.length > 0 ? await loadRuns(tx, cache, runIds) : new Set<string>();
        return { ...claimed, parallel };
      });
      crowded = result.items.length >= limit;
      for (const item of [...result.due, ...result.items])
        take(item, { until, parallel: result.parallel });
      if (result.more) again = true;
      sleepUntil(result.nextDueMs ?? options.pollMs);
    } catch (error) {
      log.error({ error: String(error) }, "engine could not claim");
      sleepUntil(options.pollMs);
    }
  }

  function take(item: ClaimedItem, how: { until: number; parallel: ReadonlySet<string> }) {
    const lease: Held = { id: item.id, token: item.token, lost: false, until: how.until };
    const parallel = item.runId !== null && how.parallel.has(item.runId);
    held.set(item.id, lease);
    counters.lag(item.lagMs);
    void workOn(worker, item, parallel, lease)
      .catch((error: unknown) => {
        log.error(
          { error: String(error), run_id: item.runId, kind: item.kind },
          "engine item failed",
        );
      })
      .finally(() => {
        if (held.get(item.id) === lease) held.delete(item.id);
        if (held.size === 0) onIdle?.();
        wake();
      });
  }

  async function beat() {
    const mine = [...held.values()].filter(({ lost }) => !lost);
    if (mine.length === 0) return;
    try {
      const ids = mine.map(({ id }) => id);
      const { instanceId } = context;
      const { leaseMs } = options;
      const until = performance.now() + leaseMs;
      const renewing = renewLeases(context.sql, ids, { instanceId, leaseMs });
      const kept = await answeredInTime(context.sql, leaseMs, renewing);
      for (const lease of mine) {
        if (held.get(lease.id) !== lease) continue;
        lease.until = until;
        if (kept.has(lease.id)) continue;
        lease.lost = true;
        held.delete(lease.id);
      }
    } catch (error) {
      log.warn({ error: String(error) }, "engine heartbeat failed");
    }
  }

  return {
    start: () => {
      running = true;
      heartbeat = setInterval(() => void beat(), Math.max(50, options.leaseMs / 3));
      wake();
    },
    wake,
    inFlight: () => held.size,
    stop: async (drainMs) => {
      running = false;
      clearTimeout(timer);
      if (held.size > 0) await drained(drainMs);
      clearInterval(heartbeat);
      const rest = [...held.values()];
      for (const lease of rest) lease.lost = true;
      await lane.idle();
      if (rest.length === 0) return;
      await inLeasedTransaction(context.sql, options.leaseMs, (tx) => releaseLeases(tx, rest));
    },
  };

  function drained(drainMs: number): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, drainMs);
      onIdle = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }
}
