"use client";
/** Marks failures as dealt with, and why. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
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
  const count = plural(failures.length, "failure");
  const resolve = useMutation({
    mutationFn: async (reason: string | undefined) => {
      const body = reason ? { reason } : {};
      for (const { id } of failures) await call("resolveFailure", { params: { id }, body });
    },
    onSuccess: () => {
      notify({ title: `Resolved ${count}` });
      onClose();
    },
    // One of several may have failed: the list says which are left.
    onSettled: () => void client.invalidateQueries(),
  });
  return (
    <ReasonDialog
      title={`Resolve ${count}`}
      description="They leave the list of what is open. Nothing is run again."
      verb={`Resolve ${count}`}
      change={resolve}
      onSubmit={({ reason }) => resolve.mutate(reason)}
      onClose={onClose}
    />
  );
}
