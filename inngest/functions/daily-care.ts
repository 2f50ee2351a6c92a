/** Once a day, before and after the full backfill, and when it is asked for: splits, gaps, partitions and retention. */
import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { gapsWanted, splitsWanted } from "@/inngest/events";
import { withRetry } from "@/inngest/provider-retry";
import { applyRetention, ensurePartitionsAhead } from "@/lib/pipeline/maintain";
import { findGaps, reaskGaps } from "@/lib/pipeline/reask-gaps";
import { recomputeSymbol, syncSplits } from "@/lib/pipeline/sync-splits";

/** One run may hold 1,000 steps; what is left is found again tomorrow. */
const STREAMS_A_DAY = 400;

const quietly = async () => undefined;

export function createSyncSplits(deps: FunctionDeps) {
  return inngest.createFunction(
    { id: "sync-splits", triggers: [cron("TZ=UTC 0 1 * * *"), splitsWanted], retries: 4 },
    async ({ event, step, attempt }) => {
      const symbol = "symbol" in event.data ? event.data.symbol : undefined;
      const found = await step.run("ask", () =>
        withRetry({ attempt, policy: deps.policy(), otherwise: "internal", onRetry: quietly }, () =>
          syncSplits(deps, { symbol }),
        ),
      );
      if (!found.ok) return { error: found.error };
      const symbols = found.value ?? [];
      for (const symbol of symbols) {
        await step.run(`recompute ${symbol}`, () =>
          recomputeSymbol(deps, { symbol, isLastAttempt: attempt >= 4 }),
        );
      }
      return { symbols };
    },
  );
}

export function createReaskGaps(deps: FunctionDeps) {
  return inngest.createFunction(
    { id: "reask-gaps", triggers: [cron("TZ=UTC 0 5 * * *"), gapsWanted], retries: 4 },
    async ({ step, attempt }) => {
      const gaps = await step.run("find", () => findGaps(deps));
      let asked = 0;
      for (const gap of gaps.slice(0, STREAMS_A_DAY)) {
        const settled = await step.run(`ask ${gap.symbol} ${gap.timeframe}`, () =>
          withRetry(
            { attempt, policy: deps.policy(), otherwise: "internal", onRetry: quietly },
            () => reaskGaps(deps, { ...gap, attempt: attempt + 1 }),
          ),
        );
        if (settled.ok && settled.value === true) asked += 1;
      }
      return { streams: gaps.length, asked };
    },
  );
}

export function createMaintainDatabase(deps: FunctionDeps) {
  return inngest.createFunction(
    { id: "maintain-database", triggers: [cron("TZ=UTC 30 0 * * *")], retries: 4 },
    async ({ step }) => {
      const partitions = await step.run("partitions", () => ensurePartitionsAhead(deps));
      const retention = await step.run("retention", () => applyRetention(deps));
      return { partitions, retention };
    },
  );
}
