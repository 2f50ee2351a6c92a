"use client";
/** What is silent for now, until when and why, with the button that ends it. */
import type { ReactNode } from "react";
import { Button } from "./button";
import { cx } from "./cx";

type SilenceNoteProps = {
  /** Of the button. */
  verb: string;
  busy: boolean;
  disabledReason: string | null;
  onEnd: () => void;
  className?: string;
  children: ReactNode;
};

export function SilenceNote(props: SilenceNoteProps) {
  const { verb, busy, disabledReason, onEnd, className, children } = props;
  return (
    <div
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-1 border-idle border-l-2 bg-idle-wash px-2 py-1 text-small",
        className,
      )}
    >
      <p className="min-w-0 grow">{children}</p>
      <Button
        size="small"
        variant="quiet"
        busy={busy}
        disabledReason={disabledReason}
        onClick={onEnd}
      >
        {verb}
      </Button>
    </div>
  );
}
