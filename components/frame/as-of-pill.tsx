"use client";
/** "as of 14:02:31 · live": how old the page's own data is, and how often it is asked for. */
import { useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { Select } from "@/components/ui/select";
import { useNow } from "@/lib/client/clock";
import { formatClock } from "@/lib/client/format";
import { useLivePulse } from "@/lib/client/live-pulse";
import { usePreferences, useZone } from "@/lib/client/preferences";
import { REFRESH_CHOICES_MS } from "@/lib/client/preferences-cookie";
import { gradeAsOf } from "./grade-as-of";

const DOTS = {
  ok: "bg-ok",
  warn: "bg-warn",
  bad: "bg-bad",
  idle: "border border-ink-3",
} as const;

const TEXTS = {
  ok: "text-ink-2",
  warn: "text-warn-ink font-medium",
  bad: "text-bad-ink font-medium",
  idle: "text-ink-2",
} as const;

const OPTIONS = REFRESH_CHOICES_MS.map((ms) => ({ value: String(ms), label: refreshLabel(ms) }));

function refreshLabel(ms: number): string {
  if (ms === 0) return "Off";
  return ms < 60_000 ? `${ms / 1_000} s` : `${ms / 60_000} min`;
}

export function AsOfPill() {
  const pulse = useLivePulse();
  const nowMs = useNow(1_000);
  const zone = useZone();
  const client = useQueryClient();
  const { preferences, setPreferences } = usePreferences();
  const clock = (ms: number) => formatClock(new Date(ms), zone, true);
  const asOf = gradeAsOf(pulse, { refreshMs: preferences.refreshMs, nowMs, clock });

  // On a narrow header the green dot and the time say it.
  const isPlain = asOf.tone === "ok" && pulse.oldestMs !== null;
  return (
    <div className="flex min-w-0 items-center gap-2" data-as-of={asOf.tone}>
      <span
        className={cx("flex min-w-0 items-center gap-2 whitespace-nowrap", TEXTS[asOf.tone])}
        role={asOf.tone === "bad" ? "alert" : undefined}
      >
        <span aria-hidden="true" className={cx("size-2 shrink-0 rounded-full", DOTS[asOf.tone])} />
        <span className="truncate">
          {pulse.oldestMs === null ? null : (
            <span className={cx(asOf.tone === "bad" && "max-tablet:hidden")}>
              <span className="max-tablet:hidden">as of {clock(pulse.oldestMs)}</span>
              <span className="tablet:hidden">{formatClock(new Date(pulse.oldestMs), zone)}</span>
              <span className={cx(isPlain && "max-tablet:hidden")}>{" · "}</span>
            </span>
          )}
          <span className={cx(isPlain && "max-tablet:sr-only")}>{asOf.text}</span>
        </span>
      </span>
      <button
        type="button"
        aria-label="Refresh now"
        data-tip="Refresh now (.)"
        onClick={() => void client.invalidateQueries()}
        className="rounded-md p-1 text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:p-3"
      >
        <RotateCw
          className={cx("size-3.5", pulse.fetching && "animate-[turn_900ms_linear_infinite]")}
          aria-hidden="true"
        />
      </button>
      <Select
        label="Refresh every"
        hideLabel
        value={String(preferences.refreshMs)}
        options={OPTIONS}
        onChange={(value) => setPreferences({ refreshMs: Number(value) })}
        className="max-tablet:hidden"
      />
    </div>
  );
}
