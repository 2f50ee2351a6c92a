/** How long a session of the browser lives. Both ends are kept on the server; the cookie's own age is only a courtesy. */

/** A session ends this long after sign-in, used or not. */
export const SESSION_SECONDS = 7 * 24 * 3600;

/** … and when nothing was asked for this long: nobody has a page open, since open pages ask every few seconds. */
export const IDLE_MS = 24 * 3_600_000;

/** Use is noted this often at most: a request is no reason to write. */
const NOTED_EVERY_MS = 5 * 60_000;

type Use = "idle" | "note" | "noted";

/** What the last noted use of a session says about it now. */
export function gradeUse(lastUsedAt: Date, now: Date): Use {
  const sinceMs = now.getTime() - lastUsedAt.getTime();
  if (sinceMs >= IDLE_MS) return "idle";
  return sinceMs >= NOTED_EVERY_MS ? "note" : "noted";
}
