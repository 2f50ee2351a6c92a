"use client";
/** Until when a series is silent and why, with the way to end it. */
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
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
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-idle border-l-2 bg-idle-wash px-2 py-1 text-small">
      <p className="min-w-0 grow">
        Snoozed until <Time at={until} show="clock" />
        {reason ? `: ${reason}` : null}
      </p>
      <Button
        size="small"
        variant="quiet"
        busy={wake.isPending}
        disabledReason={blocked}
        onClick={() =>
          wake.mutate({ body: { series: [keyOf(series)], until: null, reason: "Ended by hand" } })
        }
      >
        End it
      </Button>
    </div>
  );
}
