/** Gives free concurrency slots to waiting items, in their order. */

export type SlotRequest = {
  id: number;
  /** Each with its limit; an item needs a slot of every one. */
  keys: readonly { key: string; limit: number }[];
};

export type SlotGrant = {
  /** Items that got all their slots. */
  granted: number[];
  /** The others, with the key that had none. */
  blocked: { id: number; key: string }[];
  /** Slots taken per key afterwards. */
  inFlight: Map<string, number>;
};

/** @param inFlight slots taken per key so far; not changed */
export function grantSlots(
  requests: readonly SlotRequest[],
  inFlight: ReadonlyMap<string, number>,
): SlotGrant {
  const taken = new Map(inFlight);
  const granted: number[] = [];
  const blocked: SlotGrant["blocked"] = [];
  for (const { id, keys } of requests) {
    const full = keys.find(({ key, limit }) => (taken.get(key) ?? 0) >= limit);
    if (full) {
      blocked.push({ id, key: full.key });
      continue;
    }
    for (const { key } of keys) taken.set(key, (taken.get(key) ?? 0) + 1);
    granted.push(id);
  }
  return { granted, blocked, inFlight: taken };
}
