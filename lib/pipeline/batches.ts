/** Writes in batches of the policy's size, and the sum of what they did. */
import type { BarsWritten } from "@/lib/db/queries/candles-write";

export function* batchesOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

export function newTotal(): BarsWritten {
  return { inserted: 0, changed: 0, unchanged: 0, firstMs: null, lastMs: null };
}

/** Batches come in ascending order. */
export function addTo(total: BarsWritten, written: BarsWritten): void {
  total.inserted += written.inserted;
  total.changed += written.changed;
  total.unchanged += written.unchanged;
  total.firstMs ??= written.firstMs;
  total.lastMs = written.lastMs ?? total.lastMs;
}
