/** Closures and early closes announced after the rules were written; checked before they are applied. */

export const OVERRIDE_KINDS = ["closed", "early_close", "open"] as const;

export type CalendarOverride = {
  /** "YYYY-MM-DD" */
  date: string;
  kind: (typeof OVERRIDE_KINDS)[number];
  /** Minutes after midnight in New York; required for `early_close`, not allowed otherwise. */
  closeMinuteEt?: number;
  reason: string;
};
