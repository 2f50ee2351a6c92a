"use client";
/** A menu of actions under a button; an action that cannot be taken stays and says why. */
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";

export type MenuAction = {
  key: string;
  label: ReactNode;
  note?: ReactNode;
  onSelect: () => void;
  disabledReason?: string | null | undefined;
  danger?: boolean;
};

/** `trigger`: the button itself, for instance `<Button>More</Button>`. */
export function Menu({
  trigger,
  actions,
}: {
  trigger: ReactElement;
  actions: readonly MenuAction[];
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-50 outline-none">
          <Base.Popup className="min-w-52 max-w-80 rounded-lg border border-rule bg-raised p-1 shadow-lift outline-none animate-[rise_100ms_var(--ease-out-soft)]">
            {actions.map((action) => (
              <Base.Item
                key={action.key}
                disabled={Boolean(action.disabledReason)}
                onClick={action.onSelect}
                className={cx(
                  "cursor-pointer select-none rounded-md px-3 py-1.5 outline-none data-disabled:cursor-not-allowed data-highlighted:bg-hover data-disabled:text-ink-3 pointer-coarse:py-3",
                  action.danger && "text-bad-ink",
                )}
              >
                {action.label}
                {(action.disabledReason ?? action.note) ? (
                  <span className="block text-ink-3 text-small">
                    {action.disabledReason ?? action.note}
                  </span>
                ) : null}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
