"use client";
/** Pausing a symbol: until when, and why. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { Select } from "@/components/ui/select";
import { serverNowMs } from "@/lib/client/clock";
import { useSymbolChange } from "./use-symbol-change";

const UNTIL = [
  { value: "1", label: "1 hour" },
  { value: "24", label: "1 day" },
  { value: "168", label: "1 week" },
  { value: "720", label: "30 days" },
] as const;

export function PauseDialog({ symbol, onClose }: { symbol: string; onClose: () => void }) {
  const [hours, setHours] = useState<(typeof UNTIL)[number]["value"]>("24");
  const [reason, setReason] = useState("");
  const pause = useSymbolChange(symbol, () => {
    notify({ title: `${symbol} is paused` });
    onClose();
  });
  const submit = () =>
    pause.mutate({
      paused_until: new Date(serverNowMs() + Number(hours) * 3_600_000).toISOString(),
      paused_reason: reason.trim() || null,
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Pause ${symbol}`}
      description="No run takes it up until then, and its state raises no alert. It goes on by itself."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={pause.isPending} onClick={submit}>
            Pause
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Select label="For" value={hours} options={UNTIL} onChange={setHours} />
        <Field
          label="Reason"
          placeholder="Shown beside the symbol, for instance: halted"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {pause.error ? <ErrorNote error={pause.error} /> : null}
      </div>
    </Dialog>
  );
}
