"use client";
/** Taking a symbol out of the tracked ones, said plainly before it is done. */
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { notify } from "@/components/ui/notify";
import { useDeactivation } from "./use-symbol-change";

export function StopDialog({ symbol, onClose }: { symbol: string; onClose: () => void }) {
  const stop = useDeactivation(symbol, () => {
    notify({ title: `${symbol} is not tracked any more` });
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Stop tracking ${symbol}`}
      description="No run fetches it any more and it leaves the board. Its bars and features stay; adding it again goes on from there."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" busy={stop.isPending} onClick={() => stop.mutate()}>
            Stop tracking
          </Button>
        </>
      }
    >
      {stop.error ? (
        <ErrorNote error={stop.error} />
      ) : (
        <p className="text-ink-2">
          To silence it for a while instead, pause it: that ends by itself.
        </p>
      )}
    </Dialog>
  );
}
