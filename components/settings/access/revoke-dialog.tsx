"use client";
/** Ends a key, said plainly before it is done. */
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { notify } from "@/components/ui/notify";
import { useChange } from "@/lib/client/use-change";

export function RevokeDialog({
  id,
  name,
  onClose,
}: {
  id: number;
  name: string;
  onClose: () => void;
}) {
  const revoke = useChange("revokeApiKey", () => {
    notify({ title: `${name} is revoked` });
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Revoke ${name}`}
      description="Whoever calls with it is refused at once, and for good."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ params: { id } })}
          >
            Revoke
          </Button>
        </>
      }
    >
      {revoke.error ? (
        <ErrorNote error={revoke.error} />
      ) : (
        <p className="text-ink-2">What it did stays in the audit log.</p>
      )}
    </Dialog>
  );
}
