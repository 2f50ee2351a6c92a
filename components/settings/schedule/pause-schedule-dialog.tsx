"use client";
/** Pausing the schedule: until when, and why. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { serverNowMs } from "@/lib/client/clock";
import { useChange } from "@/lib/client/use-change";

const UNTIL = [
  { value: "60", label: "1 hour" },
  { value: "240", label: "4 hours" },
  { value: "1440", label: "1 day" },
  { value: "date", label: "until a moment I choose" },
  { value: "open", label: "until somebody resumes it" },
] as const;
type Until = (typeof UNTIL)[number]["value"];

/** Undefined: until resumed; null: nothing sensible was chosen. */
function endOf(until: Until, date: string, nowMs: number): string | undefined | null {
  if (until === "open") return undefined;
  const ms = until === "date" ? Date.parse(date) : nowMs + Number(until) * 60_000;
  return Number.isFinite(ms) && ms > nowMs ? new Date(ms).toISOString() : null;
}

export function PauseScheduleDialog({ onClose }: { onClose: () => void }) {
  const [until, setUntil] = useState<Until>("60");
  const [date, setDate] = useState("");
  const [reason, setReason] = useState("");
  const pause = useChange("pauseSchedule", () => {
    notify({ title: "The schedule is paused" });
    onClose();
  });
  const why = reason.trim();
  const missing = () => {
    if (why === "") return "Say why: everybody sees it in the header";
    return endOf(until, date, serverNowMs()) === null ? "Choose a moment in the future" : null;
  };
  const submit = () => {
    const end = endOf(until, date, serverNowMs());
    if (end === null) return;
    pause.mutate({ body: { reason: why, ...(end === undefined ? {} : { until: end }) } });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Pause the schedule"
      description="What runs goes on to its end; nothing starts by itself until then. By hand everything still can."
      footer={
        <>
          <Button onClick={onClose}>Keep it running</Button>
          <Button
            variant="primary"
            busy={pause.isPending}
            disabledReason={missing()}
            onClick={submit}
          >
            Pause
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Select label="For" value={until} options={UNTIL} onChange={setUntil} />
        {until === "date" ? (
          <Field
            label="Until"
            type="datetime-local"
            hint="In the zone of your computer"
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
        ) : null}
        <Field
          label="Reason"
          placeholder="For instance: vendor maintenance"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {pause.error ? <ErrorNote error={pause.error} /> : null}
      </div>
    </Dialog>
  );
}
