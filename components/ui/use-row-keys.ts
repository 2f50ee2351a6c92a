"use client";
/** j and k walk the rows of a table, Enter opens the row's first link, x ticks its box. */
import { type RefObject, useMemo } from "react";
import { useShortcuts } from "@/lib/client/shortcuts";

export function useRowKeys(container: RefObject<HTMLElement | null>): void {
  const shortcuts = useMemo(() => {
    const rows = () => [...(container.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const current = () => rows().find((row) => row.contains(document.activeElement));
    const step = (by: 1 | -1) => {
      const all = rows();
      const at = all.findIndex((row) => row.contains(document.activeElement));
      const next = all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
      next?.focus();
      next?.scrollIntoView({ block: "nearest" });
    };
    return [
      { keys: "j", label: "Next row", run: () => step(1) },
      { keys: "k", label: "Previous row", run: () => step(-1) },
      {
        keys: "o",
        label: "Open the row",
        run: () => current()?.querySelector<HTMLElement>("a")?.click(),
      },
      {
        keys: "x",
        label: "Select the row",
        run: () => current()?.querySelector<HTMLElement>("input[type=checkbox]")?.click(),
      },
    ];
  }, [container]);
  useShortcuts(shortcuts);
}
