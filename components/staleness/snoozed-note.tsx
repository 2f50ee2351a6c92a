"use client";
/** Until when a series is silent and why, with the way to end it. */
import { notify } from "@/components/ui/notify";
import { SilenceNote } from "@/components/ui/silence-note";
import { Time } from "@/components/ui/time";
import { useChange } from "@/lib/client/use-change";
import type { SeriesKey } from "./matrix-selection";
import { keyOf } from "./open-series-rerun";
import { seriesName } from "./series-words";

export function SnoozedNote({
  series,
  until,
  reason,
  blocked,
}: {
  series: SeriesKey;
  until: string;
  reason: string | null;
  blocked: string | null;
}) {
  const wake = useChange("snoozeSeries", () =>
    notify({ title: `${seriesName([series])} is heard again` }),
  );
  return (
    <SilenceNote
      verb="End it"
      busy={wake.isPending}
      disabledReason={blocked}
      onEnd={() =>
        wake.mutate({ body: { series: [keyOf(series)], until: null, reason: "Ended by hand" } })
      }
    >
      Snoozed until <Time at={until} show="clock" />
      {reason ? `: ${reason}` : null}
    </SilenceNote>
  );
}
