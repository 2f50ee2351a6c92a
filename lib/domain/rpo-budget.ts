/** The error budget of the recovery point objective: the share of a window in which series may be beyond it. */

/** Within the objective for 99 % of the minutes that series were watched. */
export const RPO_OBJECTIVE = 0.99;
export const RPO_WINDOW_DAYS = 28;

/** What is left of the budget: 1 untouched, 0 spent, negative overdrawn; null when nothing was watched. */
export function rpoBudgetRemaining(watchedMinutes: number, breachedMinutes: number): number | null {
  if (watchedMinutes <= 0) return null;
  return 1 - breachedMinutes / (watchedMinutes * (1 - RPO_OBJECTIVE));
}

/** How fast the budget is spent: 1 uses it up in exactly the window, 14 in two days; null when nothing was watched. */
export function rpoBurnRate(watchedMinutes: number, breachedMinutes: number): number | null {
  if (watchedMinutes <= 0) return null;
  return breachedMinutes / watchedMinutes / (1 - RPO_OBJECTIVE);
}
