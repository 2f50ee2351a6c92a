"use client";
/** Taking an alert on, with the reason that the others will read. */
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { useChange } from "@/lib/client/use-change";
import type { Alert } from "./alert-words";

export function AcknowledgeDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const acknowledge = useChange("acknowledgeAlert", () => {
    notify({ title: "Acknowledged", detail: alert.summary });
    onClose();
  });
  return (
    <ReasonDialog
      title="Acknowledge this alert"
      description="Notices stop, checks go on. It speaks again only if it becomes critical, and ends by itself on recovery."
      subject={alert.summary}
      placeholder="For instance: ticket opened with the vendor"
      required="Say what you are doing about it"
      verb="Acknowledge"
      change={acknowledge}
      onSubmit={({ reason = "" }) =>
        acknowledge.mutate({ params: { id: alert.id }, body: { reason } })
      }
      onClose={onClose}
    />
  );
}
