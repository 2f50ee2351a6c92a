"use client";
/** Time travel: choosing the instant of which the board is shown, and saying so while it is. */
import { History } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import { serverNowMs, useNow } from "@/lib/client/clock";
import { formatInstant, formatRelative, zoneLabel } from "@/lib/client/format";
import { usePreferences, useZone } from "@/lib/client/preferences";
import { fromZonedInput, toZonedInput } from "./zoned-input";

const PRESETS = [
  { label: "1 h ago", hours: 1 },
  { label: "6 h ago", hours: 6 },
  { label: "Yesterday", hours: 24 },
  { label: "A week ago", hours: 168 },
] as const;
const HOUR_MS = 3_600_000;

type AsOfProps = { at: Date | null; onChange: (at: Date | null) => void };

export function AsOfPicker({ at, onChange }: AsOfProps) {
  return (
    <Popover
      title="Show the board as of"
      trigger={
        <>
          <History className="size-3.5" aria-hidden="true" />
          As of…
        </>
      }
    >
      {(close) => (
        <PickerForm
          at={at}
          onChange={(next) => {
            close();
            onChange(next);
          }}
        />
      )}
    </Popover>
  );
}

function PickerForm({ at, onChange }: AsOfProps) {
  const zone = useZone();
  const { preferences } = usePreferences();
  const [text, setText] = useState(() => toZonedInput(at ?? new Date(serverNowMs()), zone));
  const chosen = fromZonedInput(text, zone);
  const future = chosen !== null && chosen.getTime() > serverNowMs();
  const wrong = chosen === null ? "A date and a time, please" : undefined;
  const problem = future ? "The board of the future is not known" : wrong;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen && !problem) onChange(chosen);
      }}
    >
      <Field
        type="datetime-local"
        autoFocus
        label={`The board as of (${zoneLabel(preferences.zone)})`}
        value={text}
        error={problem}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="flex flex-wrap gap-1.5">
        {PRESETS.map(({ label, hours }) => (
          <Button
            key={label}
            size="small"
            onClick={() => onChange(wholeMinute(serverNowMs() - hours * HOUR_MS))}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className="flex justify-end gap-2">
        {at ? (
          <Button size="small" onClick={() => onChange(null)}>
            Back to now
          </Button>
        ) : null}
        <Button type="submit" size="small" variant="primary" disabledReason={problem}>
          Show
        </Button>
      </div>
    </form>
  );
}

function wholeMinute(ms: number): Date {
  return new Date(Math.floor(ms / 60_000) * 60_000);
}

/** Nobody may take an old board for the present one. */
export function AsOfBanner({ at, onChange }: { at: Date; onChange: (at: null) => void }) {
  const zone = useZone();
  const nowMs = useNow(60_000);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-between gap-3 border-live border-l-2 bg-live-wash px-3 py-2"
    >
      <p>
        <span className="font-medium text-live-ink">
          The board as it was {formatInstant(at, new Date(nowMs), zone)}
        </span>{" "}
        <span className="text-ink-2">
          ({formatRelative(at.getTime(), nowMs)}), from the recorded state changes. It does not
          refresh.
        </span>
      </p>
      <Button size="small" onClick={() => onChange(null)}>
        Back to now
      </Button>
    </div>
  );
}
