/** Which firing alerts have not been told yet. Pure. */

type FiringAlert = { id: number; firing_since: string | null };

/** One that fires again after a snooze is told again. */
const keyOf = ({ id, firing_since }: FiringAlert) => `${id} ${firing_since ?? ""}`;

/** @param told keys of the answer before; null for the first answer, of which nothing is told: it is on the page */
export function newAlerts<T extends FiringAlert>(
  told: ReadonlySet<string> | null,
  firing: readonly T[],
): { fresh: T[]; told: Set<string> } {
  const fresh = told === null ? [] : firing.filter((alert) => !told.has(keyOf(alert)));
  return { fresh, told: new Set(firing.map(keyOf)) };
}
