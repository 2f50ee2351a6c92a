/** One execution: its symbols in order of priority, so many at once, paced as the policy says; then the end. */
import { inngest } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { executionCancelled, executionRequested } from "@/inngest/events";
import { closeExecution } from "@/lib/pipeline/close-execution";
import { planRun, SYMBOLS_PER_RUN } from "@/lib/pipeline/plan-run";
import type { createBackfillSymbol } from "./backfill-symbol";

export type BackfillSymbol = ReturnType<typeof createBackfillSymbol>;

export function createBackfillExecution(deps: FunctionDeps, backfillSymbol: BackfillSymbol) {
  return inngest.createFunction(
    {
      id: "backfill-execution",
      name: "Backfill execution",
      triggers: [executionRequested],
      retries: 4,
      cancelOn: [
        { event: executionCancelled, if: "async.data.executionId == event.data.executionId" },
      ],
    },
    async ({ event, step, group }) => {
      const { executionId, priority } = event.data;
      const plan = await step.run("plan", () => planRun(deps, { executionId }));

      /** What goes wrong with a symbol is written down by the symbol's own run. */
      const work = (symbol: string) =>
        step
          .invoke(symbol, { function: backfillSymbol, data: { executionId, symbol, priority } })
          .then(
            () => undefined,
            () => undefined,
          );

      if (plan.mode === "staggered") {
        for (const [index, batch] of inGroups(plan.symbols, plan.slots).entries()) {
          if (index > 0) await step.sleep(`pause before group ${index + 1}`, plan.groupPauseMs);
          await group.parallel({ mode: "race" }, () =>
            Promise.all(
              batch.map(async (symbol, position) => {
                if (position > 0) await step.sleep(`offset ${symbol}`, position * plan.staggerMs);
                await work(symbol);
              }),
            ),
          );
        }
      } else {
        await group.parallel({ mode: "race" }, () => inSlots(plan.symbols, plan.slots, work));
      }

      if (plan.symbols.length === SYMBOLS_PER_RUN) {
        await step.sendEvent("go on", executionRequested.create({ executionId, priority }));
      }
      return step.run("close", () => closeExecution(deps, { executionId }));
    },
  );
}

/** Every slot takes the next symbol as soon as its last one has ended. */
async function inSlots(
  symbols: readonly string[],
  slots: number,
  work: (symbol: string) => Promise<void>,
): Promise<void> {
  const waiting = [...symbols];
  const slot = async () => {
    for (let symbol = waiting.shift(); symbol !== undefined; symbol = waiting.shift()) {
      await work(symbol);
    }
  };
  await Promise.all(Array.from({ length: slots }, slot));
}

function inGroups(symbols: readonly string[], size: number): string[][] {
  const groups: string[][] = [];
  for (let from = 0; from < symbols.length; from += size)
    groups.push(symbols.slice(from, from + size));
  return groups;
}
