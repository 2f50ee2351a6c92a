"use client";
/** A button and the small panel that hangs below it. A native popover: nothing to load. */
import { type ReactNode, useId, useRef, useState } from "react";
import { Button } from "./button";

export function Popover({
  trigger,
  title,
  children,
}: {
  /** What stands on the button. */
  trigger: ReactNode;
  title: string;
  /** Drawn while it is open. */
  children: (close: () => void) => ReactNode;
}) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" popoverTarget={id}>
        {trigger}
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        // Only while it is open: where a dialog stands, keys are no shortcuts.
        {...(isOpen ? { role: "dialog", "aria-label": title } : {})}
        onToggle={({ newState }) => setOpen(newState === "open")}
        className="hang max-w-96 p-3 max-tablet:mx-2"
      >
        {isOpen ? children(() => panel.current?.hidePopover()) : null}
      </div>
    </>
  );
}
