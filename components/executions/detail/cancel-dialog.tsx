"use client";
/** Cancelling, with what exactly will stop and what will not. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import type { ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import { useExecutionAction } from "@/lib/client/use-execution-action";

export function CancelDialog({
  data,
  onClose,
}: {
  data: ResponseOf<"execution">;
  onClose: () => void;
}) {
  const { progress, execution } = data;
  const [reason, setReason] = useState("");
  const cancel = useExecutionAction(
    "cancelExecution",
    execution.execution_id,
    ({ cancelled, finishing }) => {
      notify({
        title: `Cancelled ${plural(cancelled, "job")}`,
        detail:
          finishing > 0
            ? `${plural(finishing, "job")} under way will finish.`
            : "Nothing was under way.",
      });
      onClose();
    },
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title="Cancel this execution"
      description={`${plural(progress.in_progress, "job")} under way will finish; ${plural(progress.pending, "queued job")} will stop. What is stored stays.`}
      footer={
        <>
          <Button onClick={onClose}>Keep it running</Button>
          <Button
            variant="danger"
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ reason: reason || undefined })}
          >
            Cancel {plural(progress.pending, "queued job")}
          </Button>
        </>
      }
    >
      <Field
        label="Reason"
        placeholder="For the audit log"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {cancel.error ? <ErrorNote error={cancel.error} className="mt-3" /> : null}
    </Dialog>
  );
}
