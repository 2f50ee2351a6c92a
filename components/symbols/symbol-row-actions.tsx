"use client";
/** What can be done with a tracked symbol from its row. */
import { Ellipsis } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import type { ResponseOf } from "@/lib/client/call";
import { useSymbolChange } from "./use-symbol-change";

export type SymbolRow = ResponseOf<"symbols">["symbols"][number];
export type RowDialog = "edit" | "pause" | "stop";

/** @param blocked why the reader may not change symbols; null = may */
export function SymbolRowActions({
  row,
  blocked,
  onOpen,
}: {
  row: SymbolRow;
  blocked: string | null;
  onOpen: (dialog: RowDialog) => void;
}) {
  const change = useSymbolChange(row.symbol, () => notify({ title: `${row.symbol} goes on` }));
  const pausing = row.paused_until
    ? {
        key: "resume",
        label: "Resume",
        onSelect: () => change.mutate({ paused_until: null, paused_reason: null }),
      }
    : { key: "pause", label: "Pause…", onSelect: () => onOpen("pause") };
  const activity = row.active
    ? { key: "stop", label: "Stop tracking…", danger: true, onSelect: () => onOpen("stop") }
    : { key: "again", label: "Track again", onSelect: () => change.mutate({ active: true }) };
  return (
    <span className="inline-flex gap-1.5">
      <Button
        size="small"
        aria-label={`Edit ${row.symbol}`}
        disabledReason={blocked}
        onClick={() => onOpen("edit")}
      >
        Edit…
      </Button>
      <Menu
        trigger={
          <Button size="small" aria-label={`More for ${row.symbol}`} busy={change.isPending}>
            <Ellipsis className="size-3.5" aria-hidden="true" />
          </Button>
        }
        actions={[...(row.active ? [pausing] : []), activity].map((action) => ({
          ...action,
          disabledReason: blocked,
        }))}
      />
    </span>
  );
}
