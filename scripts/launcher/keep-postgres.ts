/** Starts the embedded PostgreSQL and starts it again whenever it dies on its own. */
import { setTimeout as sleep } from "node:timers/promises";
import { type EmbeddedPostgres, startPostgres } from "@/scripts/postgres.mjs";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export async function keepPostgres(
  dataDir: string,
  onProgress: (text: string) => void,
): Promise<Pick<EmbeddedPostgres, "url" | "pid" | "stop">> {
  let isStopping = false;
  let current = await startPostgres({ dataDir, onProgress });
  let restarting: Promise<void> = Promise.resolve();

  async function startAgain(): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS; !isStopping; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      console.error(`PostgreSQL ended unexpectedly; starting it again in ${waitMs / 1000} s`);
      await sleep(waitMs);
      if (isStopping) return;
      try {
        current = await startPostgres({ dataDir, onProgress });
        console.error("PostgreSQL is back");
        watch();
        return;
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
  }

  function watch(): void {
    void current.exited.then(() => {
      if (!isStopping) restarting = startAgain();
    });
  }
  watch();

  return {
    url: current.url,
    pid: current.pid,
    stop: async () => {
      isStopping = true;
      await restarting;
      await current.stop();
    },
  };
}
