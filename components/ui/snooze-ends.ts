/** Until when an alert or a series can be silenced. */
import type { End } from "./reason-dialog";

export const SNOOZE_ENDS: readonly End[] = [
  { value: "60", label: "for 1 hour" },
  { value: "240", label: "for 4 hours" },
  { value: "next_open", label: "until the next open" },
  { value: "date", label: "until a date…" },
];
