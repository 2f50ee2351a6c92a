/** Reads Retry-After: seconds, or a date, which is counted from the vendor's own clock so that a skewed one does no harm. */

/** @returns whole milliseconds, or null when the header is absent or unreadable */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined || value === "") return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.round(Number(value) * 1000);
  const untilMs = Date.parse(value);
  if (Number.isNaN(untilMs)) return null;
  const vendorNowMs = Date.parse(headers.get("date") ?? "");
  return Math.max(0, untilMs - (Number.isNaN(vendorNowMs) ? nowMs : vendorNowMs));
}
