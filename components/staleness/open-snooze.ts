/** Opens the snooze dialog for chosen series from anywhere; the dialog itself is loaded when first opened. */
import { createDialogRequest } from "@/components/ui/dialog-request";
import type { SeriesKey } from "./matrix-selection";
import { keyOf } from "./open-series-rerun";

export const snoozeRequest = createDialogRequest<readonly SeriesKey[]>();

export function openSnooze(series: readonly SeriesKey[]): void {
  if (series.length > 0) snoozeRequest.open(series.map(keyOf));
}
