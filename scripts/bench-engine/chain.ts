/** The function that is measured: empty steps, one after the other. */
import type { Inngest } from "inngest";

const quiet = () => undefined;
export const quietLogger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** A function of empty steps that tells when each ran and when a run ended. */
export function chainOn(client: Inngest) {
  const ranAt: number[] = [];
  let ended = 0;
  const chain = client.createFunction(
    { id: "chain", triggers: [{ event: "bench/chain" }] },
    async ({ step, event }) => {
      for (let i = 0; i < event.data.steps; i++) {
        await step.run(`step ${i}`, () => {
          ranAt.push(performance.now());
        });
      }
      ended += 1;
    },
  );
  const run = async (runs: number, steps: number) => {
    ranAt.length = 0;
    ended = 0;
    const begunAt = performance.now();
    const data = { steps };
    await client.send(Array.from({ length: runs }, () => ({ name: "bench/chain", data })));
    const acceptedMs = performance.now() - begunAt;
    while (ended < runs) await new Promise((resolve) => setTimeout(resolve, 2));
    const gaps = ranAt.slice(1).map((at, index) => at - (ranAt[index] ?? at));
    return { acceptedMs, totalMs: performance.now() - begunAt, gaps };
  };
  return { chain, run };
}
