"use client";
/** Pausing: until when, and why. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { serverNowMs } from "@/lib/client/clock";
import { useExecutionAction } from "@/lib/client/use-execution-action";

const UNTIL = [
  { value: "15", label: "15 minutes" },
  { value: "60", label: "1 hour" },
  { value: "240", label: "4 hours" },
  { value: "open", label: "until somebody resumes it" },
] as const;

export function PauseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [until, setUntil] = useState<(typeof UNTIL)[number]["value"]>("60");
  const [reason, setReason] = useState("");
  const pause = useExecutionAction("pauseExecution", id, () => {
    notify({ title: "Paused" });
    onClose();
  });
  const submit = () =>
    pause.mutate({
      ...(reason ? { reason } : {}),
      ...(until === "open"
        ? {}
        : { until: new Date(serverNowMs() + Number(until) * 60_000).toISOString() }),
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Pause this execution"
      description="Jobs under way finish; no further job starts until then."
      footer={
        <>
          <Button onClick={onClose}>Keep it running</Button>
          <Button variant="primary" busy={pause.isPending} onClick={submit}>
            Pause
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Select label="For" value={until} options={UNTIL} onChange={setUntil} />
        <Field
          label="Reason"
          placeholder="For the audit log"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {pause.error ? <ErrorNote error={pause.error} /> : null}
      </div>
    </Dialog>
  );
}
