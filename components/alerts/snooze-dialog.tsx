"use client";
/** Quiet for a while: some hours, until the exchange opens, or until a day. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { serverNowMs } from "@/lib/client/clock";
import { formatExact } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { useChange } from "@/lib/client/use-change";
import type { Alert } from "./alert-words";

const CHOICES = [
  { value: "1", label: "for 1 hour" },
  { value: "4", label: "for 4 hours" },
  { value: "next_open", label: "until the next open" },
  { value: "date", label: "until a date…" },
] as const;
type Choice = (typeof CHOICES)[number]["value"];

const HOUR_MS = 3_600_000;

/** The end asked for; null while it is not a moment in the future. `date`: as the input gives it, in the reader's zone. */
function snoozeEnd(choice: Choice, date: string, nowMs: number): string | null {
  if (choice === "next_open") return choice;
  const ms = choice === "date" ? new Date(date).getTime() : nowMs + Number(choice) * HOUR_MS;
  return Number.isNaN(ms) || ms <= nowMs ? null : new Date(ms).toISOString();
}

export function SnoozeDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const zone = useZone();
  const [choice, setChoice] = useState<Choice>("next_open");
  const [date, setDate] = useState("");
  const [reason, setReason] = useState("");
  const snooze = useChange("snoozeAlert", ({ snoozed_until: until }) => {
    notify({ title: "Snoozed", detail: `until ${formatExact(new Date(until), zone)}` });
    onClose();
  });
  const until = snoozeEnd(choice, date, serverNowMs());
  const submit = () => {
    const end = snoozeEnd(choice, date, serverNowMs());
    if (end === null) return;
    const why = reason.trim();
    snooze.mutate({
      params: { id: alert.id },
      body: { until: end, ...(why ? { reason: why } : {}) },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Snooze this alert"
      description="No notices until then; if it still holds, it fires again."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={snooze.isPending}
            disabledReason={until === null ? "Choose a moment in the future" : null}
            onClick={submit}
          >
            Snooze
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="font-medium">{alert.summary}</p>
        <Select label="Quiet" value={choice} options={CHOICES} onChange={setChoice} />
        {choice === "date" ? (
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
          placeholder="For the timeline"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {snooze.error ? <ErrorNote error={snooze.error} /> : null}
      </div>
    </Dialog>
  );
}
