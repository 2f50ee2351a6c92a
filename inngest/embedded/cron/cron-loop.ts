/** Fires schedules: one run per tick over all instances, one for any number of ticks missed. */

import { seededUlid } from "@/inngest/embedded/flow/ulid";
import type { LoopContext } from "@/inngest/embedded/loop/context";
import type { Lane } from "@/inngest/embedded/loop/lane";
import { createRuns } from "@/inngest/embedded/loop/schedule";
import { settle } from "@/inngest/embedded/loop/settle";
import { ensureCrons, selectCrons, skipTicks, takeTick } from "@/inngest/embedded/store/cron-state";
import { insertEvents, selectNow } from "@/inngest/embedded/store/events";
import type { Tx } from "@/inngest/embedded/store/handle";
import type { CronStatus } from "@/lib/domain/engine-facts";
import { newestTick, nextTick } from "./ticks";

/** A changed clock or schedule is noticed at the latest after this. */
const LONGEST_SLEEP_MS = 30_000;

export type CronLoop = {
  start: () => Promise<void>;
  stop: () => void;
  enabled: () => boolean;
  setEnabled: (enabled: boolean) => void;
  status: () => Promise<CronStatus[]>;
};

/** @param wake called after runs were created */
export function createCronLoop(context: LoopContext, lane: Lane, wake: () => void): CronLoop {
  const always = context.options.cronAlways ?? [];
  let enabled = context.options.cronEnabled;
  let running = false;
  let timer: NodeJS.Timeout | undefined;

  async function tickAll() {
    if (!running) return;
    let sleepMs = LONGEST_SLEEP_MS;
    try {
      sleepMs = await lane.run((tx) => fireDue(tx, context, enabled));
      wake();
    } catch (error) {
      context.log.error({ error: String(error) }, "engine cron failed");
    }
    clearTimeout(timer);
    if (running) timer = setTimeout(() => void tickAll(), Math.min(sleepMs, LONGEST_SLEEP_MS));
  }

  return {
    start: async () => {
      running = true;
      await ensureCrons(context.sql, context.registry().crons);
      await tickAll();
    },
    stop: () => {
      running = false;
      clearTimeout(timer);
    },
    enabled: () => enabled,
    setEnabled: (value) => {
      if (value === enabled) return;
      void lane
        .run((tx) => skipTicks(tx, always))
        .finally(() => {
          enabled = value;
          void tickAll();
        });
    },
    status: () => cronStatus(context),
  };
}

/** @returns how long until the next tick of any schedule */
async function fireDue(tx: Tx, context: LoopContext, enabled: boolean): Promise<number> {
  const always = context.options.cronAlways ?? [];
  const crons = context
    .registry()
    .crons.filter(({ functionId }) => enabled || always.includes(functionId));
  if (!enabled) await skipTicks(tx, always);
  if (crons.length === 0) return LONGEST_SLEEP_MS;
  const [now, rows] = await Promise.all([selectNow(tx), selectCrons(tx)]);
  let sleepMs = LONGEST_SLEEP_MS;
  for (const schedule of crons) {
    const state = rows.find(
      ({ functionId, cron }) => functionId === schedule.functionId && cron === schedule.cron,
    );
    const tick = state && newestTick(schedule, state.lastTick, now);
    if (tick && (await takeTick(tx, { ...schedule, tick }))) {
      await fire(tx, context, schedule, tick);
    }
    const next = nextTick(schedule, now);
    if (next) sleepMs = Math.min(sleepMs, next.getTime() - now.getTime());
  }
  return Math.max(1, sleepMs);
}

async function fire(
  tx: Tx,
  context: LoopContext,
  { functionId, cron }: { functionId: string; cron: string },
  tick: Date,
) {
  const config = context.registry().functions.get(functionId);
  if (!config) return;
  const id = seededUlid(tick.getTime(), `${functionId} ${cron}`);
  const event = { name: "inngest/scheduled.timer", data: { cron }, id, ts: tick.getTime() };
  await insertEvents(tx, [{ id, name: event.name, payload: JSON.stringify(event) }]);
  const candidate = { config, events: [event], eventIds: [id], parent: null, collected: true };
  const { inputs } = await createRuns(tx, [candidate]);
  if (inputs.length > 0) await settle(tx, context, inputs);
}

async function cronStatus(context: LoopContext): Promise<CronStatus[]> {
  const [now, rows] = await Promise.all([selectNow(context.sql), selectCrons(context.sql)]);
  return context.registry().crons.map((schedule) => {
    const { functionId, cron } = schedule;
    const state = rows.find((row) => row.functionId === functionId && row.cron === cron);
    return {
      functionId,
      cron,
      nextAt: nextTick(schedule, now),
      lastAt: state?.fired ? state.lastTick : null,
    };
  });
}
