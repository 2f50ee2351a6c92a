"use client";
/** Pausing: until when, and why. */
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { useExecutionAction } from "@/lib/client/use-execution-action";

const UNTIL = [
  { value: "15", label: "15 minutes" },
  { value: "60", label: "1 hour" },
  { value: "240", label: "4 hours" },
  { value: "open", label: "until somebody resumes it" },
] as const;

export function PauseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const pause = useExecutionAction("pauseExecution", id, () => {
    notify({ title: "Paused" });
    onClose();
  });
  return (
    <ReasonDialog
      title="Pause this execution"
      description="Jobs under way finish; no further job starts until then."
      ends={UNTIL}
      firstEnd="60"
      verb="Pause"
      keep="Keep it running"
      change={pause}
      onSubmit={({ reason, until }) =>
        pause.mutate({ ...(reason ? { reason } : {}), ...(until ? { until } : {}) })
      }
      onClose={onClose}
    />
  );
}
