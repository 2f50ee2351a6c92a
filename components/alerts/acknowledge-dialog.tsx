"use client";
/** Taking an alert on, with the reason that the others will read. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { useChange } from "@/lib/client/use-change";
import type { Alert } from "./alert-words";

export function AcknowledgeDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const acknowledge = useChange("acknowledgeAlert", () => {
    notify({ title: "Acknowledged", detail: alert.summary });
    onClose();
  });
  const blocked = reason.trim() === "" ? "Say what you are doing about it" : null;
  const submit = () =>
    acknowledge.mutate({ params: { id: alert.id }, body: { reason: reason.trim() } });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Acknowledge this alert"
      description="Notices stop, checks go on. It speaks again only if it becomes critical, and ends by itself on recovery."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={acknowledge.isPending}
            disabledReason={blocked}
            onClick={submit}
          >
            Acknowledge
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!blocked) submit();
        }}
      >
        <p className="font-medium">{alert.summary}</p>
        <Field
          label="Reason"
          placeholder="For instance: ticket opened with the vendor"
          maxLength={500}
          required
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      {acknowledge.error ? <ErrorNote error={acknowledge.error} className="mt-3" /> : null}
    </Dialog>
  );
}
