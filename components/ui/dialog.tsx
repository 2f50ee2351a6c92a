"use client";
/** A modal dialog on the desk, a bottom sheet on the phone. Focus is trapped and comes back; Esc closes. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { cx } from "./cx";

const FIELD = "input, select, textarea";

export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  wide = false,
  initialFocus,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Actions; stays in sight while the body scrolls. */
  footer?: ReactNode;
  wide?: boolean;
  /** Where the keyboard begins; left out, in the first field of the body. */
  initialFocus?: RefObject<HTMLElement | null> | undefined;
}) {
  const body = useRef<HTMLDivElement>(null);
  // A field that is touched into focus would throw the keyboard over the sheet.
  const firstField = (openedBy: string) =>
    (openedBy === "touch" ? null : body.current?.querySelector<HTMLElement>(FIELD)) ?? true;
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_260/0.45)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={initialFocus ?? firstField}
          className={cx(
            "fixed z-50 flex flex-col bg-raised text-ink shadow-lift outline-none",
            "inset-x-0 bottom-0 max-h-[88dvh] rounded-t-lg border-rule border-t max-tablet:animate-[sheet_180ms_var(--ease-out-soft)]",
            "tablet:inset-x-auto tablet:top-[10dvh] tablet:bottom-auto tablet:left-1/2 tablet:max-h-[80dvh] tablet:-translate-x-1/2 tablet:rounded-lg tablet:border tablet:animate-[rise_140ms_var(--ease-out-soft)]",
            wide ? "tablet:w-[min(56rem,92vw)]" : "tablet:w-[min(36rem,92vw)]",
          )}
        >
          <header className="flex items-start justify-between gap-4 border-rule border-b px-5 py-3.5">
            <div className="min-w-0">
              <Base.Title className="font-semibold text-large">{title}</Base.Title>
              {description ? (
                <Base.Description className="mt-0.5 text-ink-2">{description}</Base.Description>
              ) : null}
            </div>
            <Base.Close
              aria-label="Close"
              className="-mr-2 rounded-md p-2 text-ink-3 hover:bg-hover hover:text-ink"
            >
              <X className="size-4" aria-hidden="true" />
            </Base.Close>
          </header>
          <div ref={body} className="scroll-thin min-h-0 grow overflow-y-auto px-5 py-4">
            {children}
          </div>
          {footer ? (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-rule border-t bg-sunken px-5 py-3 tablet:rounded-b-lg">
              {footer}
            </footer>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
