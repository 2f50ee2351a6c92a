/** Server values → wire values. */

export function toInstant(at: Date): string {
  return at.toISOString();
}

export function toInstantOrNull(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

/** Part of a whole in per cent with one decimal, floored so that one failure never reads as 100; 0 of nothing. */
export function flooredPct(part: number, whole: number): number {
  // Multiplied before dividing: floor(29 / 100 * 1000) is 289.
  return whole <= 0 ? 0 : Math.floor((part * 1000) / whole) / 10;
}
