/** The protocol's way to write times: `1h30m`, `300ms`, an ISO date, or nothing for "at once". */

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w))+$/;

/** Milliseconds of a time string such as `1h30m`; null when it is none. The empty string is 0. */
export function durationMs(text: string): number | null {
  if (text === "") return 0;
  if (!WHOLE.test(text)) return null;
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(PART)) {
    totalMs += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  return Math.round(totalMs);
}

/** When something is due: after a while by the database's clock, or at an instant. */
export type Due = { afterMs: number } | { at: string };

/** Null when the text is neither a time string nor a date. */
export function parseDue(text: string): Due | null {
  const afterMs = durationMs(text);
  if (afterMs !== null) return { afterMs };
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : { at: new Date(instant).toISOString() };
}
