"use client";
/** Quiet for a while: some hours, until the exchange opens, or until a day. */
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { SNOOZE_ENDS } from "@/components/ui/snooze-ends";
import { formatExact } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { useChange } from "@/lib/client/use-change";
import type { Alert } from "./alert-words";

export function SnoozeDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const zone = useZone();
  const snooze = useChange("snoozeAlert", ({ snoozed_until: until }) => {
    notify({ title: "Snoozed", detail: `until ${formatExact(new Date(until), zone)}` });
    onClose();
  });
  return (
    <ReasonDialog
      title="Snooze this alert"
      description="No notices until then; if it still holds, it fires again."
      subject={alert.summary}
      ends={SNOOZE_ENDS}
      endLabel="Quiet"
      firstEnd="next_open"
      placeholder="For the timeline"
      verb="Snooze"
      change={snooze}
      onSubmit={({ reason, until = "next_open" }) =>
        snooze.mutate({ params: { id: alert.id }, body: { until, ...(reason ? { reason } : {}) } })
      }
      onClose={onClose}
    />
  );
}
