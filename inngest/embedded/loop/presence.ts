/** This instance's sign of life: an advisory lock on a connection of its own. Whose lock is free is dead. */

import { answeredInTime, inLeasedTransaction } from "@/inngest/embedded/store/handle";
import {
  countInstances,
  removeInstance,
  takeDeadInstances,
  touchInstance,
} from "@/inngest/embedded/store/instances";
import { recoverLeases } from "@/inngest/embedded/store/leases";
import { recountSlots } from "@/inngest/embedded/store/slots";
import { ownConnection, type Sql } from "@/lib/db/connect";
import type { LoopContext } from "./context";

export type Presence = {
  /** Announces this instance and takes back at once what dead ones held. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Other instances on this database, as last seen. */
  others: () => number;
};

/** @param onRecovered called when items became claimable */
export function createPresence(context: LoopContext, onRecovered: () => void): Presence {
  const { sql, instanceId, options, log } = context;
  let connection: Sql | undefined;
  let timer: NodeJS.Timeout | undefined;
  let others = 0;

  async function recover(first: boolean) {
    const recovered = await inLeasedTransaction(sql, options.leaseMs, async (tx) => {
      const dead = await takeDeadInstances(tx, instanceId);
      const count = await recoverLeases(tx, dead);
      others = (await countInstances(tx)) - 1;
      if (first && others === 0) await recountSlots(tx);
      return count;
    });
    if (recovered > 0) {
      context.counters.add("leasesLost", recovered);
      log.warn(
        { items: recovered, instance: instanceId },
        "engine took back items of an instance that is gone",
      );
      onRecovered();
    }
  }

  async function look() {
    try {
      if (connection)
        await answeredInTime(sql, options.leaseMs, touchInstance(connection, instanceId));
    } catch (error) {
      log.warn({ error: String(error) }, "engine could not give its sign of life");
    }
    await recover(false).catch((error: unknown) => {
      log.warn({ error: String(error) }, "engine could not look for lost items");
    });
  }

  let looking = false;
  function lookOnce() {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }

  return {
    start: async () => {
      connection = ownConnection(sql);
      await touchInstance(connection, instanceId);
      await recover(true);
      timer = setInterval(lookOnce, Math.max(100, options.leaseMs / 3));
    },
    stop: async () => {
      clearInterval(timer);
      if (!connection) return;
      await removeInstance(connection, instanceId).catch(() => undefined);
      await connection.end({ timeout: 1 });
      connection = undefined;
    },
    others: () => others,
  };
}
