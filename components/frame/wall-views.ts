/** Which views a screen on the wall shows in turn, and how long each. Pure. */

/** Most telling first; each fits one screen without a hand. */
const WALL_VIEWS: readonly string[] = ["/", "/staleness", "/executions", "/alerts"];
const SHORTEST_S = 5;
const LONGEST_S = 3_600;

export const CYCLE_SECONDS = 30;

/** Seconds of `cycle=30`; null: it stays where it is. */
export function cycleSeconds(text: string | null): number | null {
  if (text === null || !/^\d{1,4}$/.test(text)) return null;
  return Math.min(LONGEST_S, Math.max(SHORTEST_S, Number(text)));
}

/** The address after this one in the round; a page that is not of the round leads to its beginning. */
export function nextWallView(pathname: string, seconds: number): string {
  const place = WALL_VIEWS.indexOf(pathname);
  const path = WALL_VIEWS[(place + 1) % WALL_VIEWS.length] ?? "/";
  return `${path}?kiosk=1&cycle=${seconds}`;
}
