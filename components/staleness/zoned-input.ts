/** Instants in and out of `<input type="datetime-local">`, which knows no zone. Pure. */

const parts = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: Date, timeZone: string): string {
  let format = parts.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      dateStyle: "short",
      timeStyle: "short",
    });
    parts.set(timeZone, format);
  }
  return format.format(at).replace(" ", "T");
}

/** "2026-11-20T15:55" in that zone. */
export function toZonedInput(at: Date, timeZone: string): string {
  return wallClock(at, timeZone);
}

/**
 * The instant at which the zone's clocks show `text`; null when the text is no time. A time that the clocks skip moves on by
 * the hour that is skipped; of one that they show twice, it is the first.
 */
export function fromZonedInput(text: string, timeZone: string): Date | null {
  const wallMs = Date.parse(`${text}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) || Number.isNaN(wallMs)) return null;
  const offsetAt = (ms: number) => Date.parse(`${wallClock(new Date(ms), timeZone)}Z`) - ms;
  const DAY_MS = 86_400_000;
  const offsets = [offsetAt(wallMs - DAY_MS), offsetAt(wallMs + DAY_MS)];
  const candidates = offsets.map((offset) => wallMs - offset).sort((a, b) => a - b);
  const exact = candidates.find((ms) => ms + offsetAt(ms) === wallMs);
  return new Date(exact ?? Math.max(...candidates));
}
