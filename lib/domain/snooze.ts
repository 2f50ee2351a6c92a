/** A snoozed series is checked as ever, but raises no alert and darkens no verdict. */
export function isSnoozedAt({ snoozedUntilMs }: { snoozedUntilMs: number | null }, now: Date) {
  return snoozedUntilMs !== null && snoozedUntilMs > now.getTime();
}

const FAULTS: readonly (string | null)[] = ["behind", "missing"];

/** A snooze is for one fault: it ends with it, so that the next fault is heard. */
export function endsSnooze(before: string | null, after: string): boolean {
  return FAULTS.includes(before) && !FAULTS.includes(after);
}
