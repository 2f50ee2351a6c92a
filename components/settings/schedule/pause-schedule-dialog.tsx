"use client";
/** Pausing the schedule: until when, and why. */
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { useChange } from "@/lib/client/use-change";

const UNTIL = [
  { value: "60", label: "1 hour" },
  { value: "240", label: "4 hours" },
  { value: "1440", label: "1 day" },
  { value: "date", label: "until a moment I choose" },
  { value: "open", label: "until somebody resumes it" },
] as const;

export function PauseScheduleDialog({ onClose }: { onClose: () => void }) {
  const pause = useChange("pauseSchedule", () => {
    notify({ title: "The schedule is paused" });
    onClose();
  });
  return (
    <ReasonDialog
      title="Pause the schedule"
      description="What runs goes on to its end; nothing starts by itself until then. By hand everything still can."
      ends={UNTIL}
      placeholder="For instance: vendor maintenance"
      required="Say why: everybody sees it in the header"
      verb="Pause"
      keep="Keep it running"
      change={pause}
      onSubmit={({ reason = "", until }) =>
        pause.mutate({ body: { reason, ...(until ? { until } : {}) } })
      }
      onClose={onClose}
    />
  );
}
