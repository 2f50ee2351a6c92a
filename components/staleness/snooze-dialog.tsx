"use client";
/** Silencing chosen series: until when, and why. */
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { SNOOZE_ENDS } from "@/components/ui/snooze-ends";
import { formatExact } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { useChange } from "@/lib/client/use-change";
import type { SeriesKey } from "./matrix-selection";
import { seriesName } from "./series-words";

export function SnoozeSeriesDialog({
  series,
  onClose,
}: {
  series: readonly SeriesKey[];
  onClose: () => void;
}) {
  const zone = useZone();
  const name = seriesName(series);
  const snooze = useChange("snoozeSeries", ({ snoozed_until: until }) => {
    notify({
      title: `Snoozed ${name}`,
      ...(until ? { detail: `until ${formatExact(new Date(until), zone)}` } : {}),
    });
    onClose();
  });
  return (
    <ReasonDialog
      title={`Snooze ${name}`}
      description="It is fetched and checked as ever, but raises no alert and does not darken the verdict until then. Recovery ends it by itself."
      ends={SNOOZE_ENDS}
      endLabel="Quiet"
      firstEnd="next_open"
      placeholder="Shown beside the series, for instance: vendor ticket 4711"
      required="Say why: everybody sees it beside the series"
      verb="Snooze"
      change={snooze}
      onSubmit={({ reason = "", until = "next_open" }) =>
        snooze.mutate({ body: { series: [...series], until, reason } })
      }
      onClose={onClose}
    />
  );
}
