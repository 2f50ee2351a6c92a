"use client";
/** Cancelling, with what exactly will stop and what will not. */
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
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
    <ReasonDialog
      title="Cancel this execution"
      description={`${plural(progress.in_progress, "job")} under way will finish; ${plural(progress.pending, "queued job")} will stop. What is stored stays.`}
      verb={`Cancel ${plural(progress.pending, "queued job")}`}
      keep="Keep it running"
      variant="danger"
      change={cancel}
      onSubmit={({ reason }) => cancel.mutate({ reason })}
      onClose={onClose}
    />
  );
}
