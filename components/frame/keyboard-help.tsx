"use client";
/** Everything the keyboard can do on this page. */
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { Shortcut } from "@/lib/client/shortcuts";

export function KeyboardHelp({
  shortcuts,
  onClose,
}: {
  shortcuts: readonly Shortcut[];
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Keyboard"
      description="Keys rest while you type in a field."
    >
      <dl className="grid gap-x-8 gap-y-2 tablet:grid-cols-2">
        {shortcuts.map(({ keys, label }) => (
          <div
            key={keys}
            className="flex items-center justify-between gap-4 border-rule border-b pb-2"
          >
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.split(" ").map((key) => (
                <Kbd key={key}>{key.replace("mod+", "Ctrl/⌘ ")}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
