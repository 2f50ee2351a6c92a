"use client";
/** Marks failures as dealt with, and why. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/notify";
import { call } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import type { Failure } from "./failure-columns";

export function ResolveDialog({
  failures,
  onClose,
}: {
  failures: readonly Failure[];
  onClose: () => void;
}) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const resolve = useMutation({
    mutationFn: async () => {
      const why = reason.trim();
      const body = why ? { reason: why } : {};
      for (const { id } of failures) await call("resolveFailure", { params: { id }, body });
    },
    onSuccess: () => {
      notify({ title: `Resolved ${plural(failures.length, "failure")}` });
      onClose();
    },
    // One of several may have failed: the list says which are left.
    onSettled: () => void client.invalidateQueries(),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Resolve ${plural(failures.length, "failure")}`}
      description="They leave the list of what is open. Nothing is run again."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={resolve.isPending} onClick={() => resolve.mutate()}>
            Resolve {plural(failures.length, "failure")}
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
      {resolve.error ? <ErrorNote error={resolve.error} className="mt-3" /> : null}
    </Dialog>
  );
}
