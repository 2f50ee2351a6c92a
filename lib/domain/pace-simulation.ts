/** Plays the start rules of a pacing mode through with known durations. */

export type FixedPace = { starts: { group: number; notBeforeMs: number }[]; endMs: number };

/** Each piece of work starts as soon as one of `slots` is free; work without duration costs nothing. */
export function runInSlots(workMs: readonly number[], slots: number): FixedPace {
  const freeAtMs = new Array<number>(Math.min(slots, Math.max(1, workMs.length))).fill(0);
  const starts = workMs.map((durationMs) => {
    const notBeforeMs = Math.min(...freeAtMs);
    freeAtMs[freeAtMs.indexOf(notBeforeMs)] = notBeforeMs + durationMs;
    return { group: 0, notBeforeMs };
  });
  return { starts, endMs: Math.max(...freeAtMs) };
}

/** Groups one after another: members start `staggerMs` apart, the next group `groupPauseMs` after the last one ended. */
export function runInGroups(
  workMs: readonly number[],
  { size, staggerMs, groupPauseMs }: { size: number; staggerMs: number; groupPauseMs: number },
): FixedPace {
  let groupStartMs = 0;
  let endMs = 0;
  const starts = workMs.map((durationMs, index) => {
    const place = index % size;
    if (place === 0 && index > 0) groupStartMs = endMs + groupPauseMs;
    const notBeforeMs = groupStartMs + place * staggerMs;
    endMs = Math.max(endMs, notBeforeMs + durationMs);
    return { group: Math.floor(index / size), notBeforeMs };
  });
  return { starts, endMs };
}
