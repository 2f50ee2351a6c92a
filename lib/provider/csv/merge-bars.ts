/** Reads several recordings of one series as one: a bar that more than one holds is taken from the first. */
import type { Bar } from "@/lib/domain/bar";
import { readBarBatches } from "./bars-file";

type Reader = { batches: AsyncGenerator<Bar[]>; batch: Bar[]; next: number };

/**
 * Bars of all files in order of time, each instant once, at most `batchSize` of each file in memory.
 * @param files in order of precedence
 * @throws BarsFileFault for whatever `readBarBatches` refuses
 */
export async function* mergeBars(
  files: readonly string[],
  batchSize: number,
): AsyncGenerator<Bar[]> {
  const [only] = files;
  if (only === undefined) return;
  if (files.length === 1) {
    yield* readBarBatches(only, batchSize);
    return;
  }
  const readers = files.map((file) => ({
    batches: readBarBatches(file, batchSize),
    batch: [],
    next: 0,
  }));
  let merged: Bar[] = [];
  for await (const bar of inOrder(readers)) {
    merged.push(bar);
    if (merged.length === batchSize) {
      yield merged;
      merged = [];
    }
  }
  if (merged.length > 0) yield merged;
}

async function* inOrder(readers: readonly Reader[]): AsyncGenerator<Bar> {
  await Promise.all(readers.map(refill));
  for (let bar = earliest(readers); bar !== undefined; bar = earliest(readers)) {
    yield bar;
    for (const reader of readers) {
      if (reader.batch[reader.next]?.t !== bar.t) continue;
      reader.next += 1;
      await refill(reader);
    }
  }
}

/** The earliest bar at hand; of equals that of the first reader. */
function earliest(readers: readonly Reader[]): Bar | undefined {
  let first: Bar | undefined;
  for (const { batch, next } of readers) {
    const bar = batch[next];
    if (bar !== undefined && (first === undefined || bar.t < first.t)) first = bar;
  }
  return first;
}

async function refill(reader: Reader): Promise<void> {
  if (reader.next < reader.batch.length) return;
  const { value } = await reader.batches.next();
  reader.batch = value ?? [];
  reader.next = 0;
}
