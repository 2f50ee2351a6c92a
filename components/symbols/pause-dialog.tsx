"use client";
/** Pausing a symbol: until when, and why. */
import { notify } from "@/components/ui/notify";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { useSymbolChange } from "./use-symbol-change";

const UNTIL = [
  { value: "60", label: "1 hour" },
  { value: "1440", label: "1 day" },
  { value: "10080", label: "1 week" },
  { value: "43200", label: "30 days" },
] as const;

export function PauseDialog({ symbol, onClose }: { symbol: string; onClose: () => void }) {
  const pause = useSymbolChange(symbol, () => {
    notify({ title: `${symbol} is paused` });
    onClose();
  });
  return (
    <ReasonDialog
      title={`Pause ${symbol}`}
      description="No run takes it up until then, and its state raises no alert. It goes on by itself."
      ends={UNTIL}
      firstEnd="1440"
      placeholder="Shown beside the symbol, for instance: halted"
      verb="Pause"
      change={pause}
      onSubmit={({ reason, until }) =>
        pause.mutate({ paused_until: until ?? null, paused_reason: reason ?? null })
      }
      onClose={onClose}
    />
  );
}
