/** So many vendor requests under way at once in this process, whoever makes them; the rest wait in line. */
import type { Provider } from "@/lib/provider/provider";
import type { PipelineDeps } from "./deps";

type Slots = { taken: number; waiting: (() => void)[] };

const slotsOf = new WeakMap<Provider, Slots>();

/** Runs `request` when one of the policy's `max_concurrent_requests` slots is free. */
export async function inRequestSlot<T>(
  deps: Pick<PipelineDeps, "provider" | "policy">,
  request: () => Promise<T>,
): Promise<T> {
  const slots = slotsOf.get(deps.provider) ?? { taken: 0, waiting: [] };
  slotsOf.set(deps.provider, slots);
  await take(slots, () => deps.policy().backfillOptimization.maxConcurrentRequests);
  try {
    return await request();
  } finally {
    slots.taken -= 1;
    slots.waiting.shift()?.();
  }
}

/** Whoever is woken looks again: the limit may have been lowered, or somebody else was faster. */
async function take(slots: Slots, limit: () => number): Promise<void> {
  while (slots.taken >= limit()) {
    await new Promise<void>((resolve) => slots.waiting.push(resolve));
  }
  slots.taken += 1;
}
