"use client";
/** One key into the matrix, and what its own keys do there. */
import { type RefObject, useMemo } from "react";
import { type Shortcut, useShortcuts } from "@/lib/client/shortcuts";

const OWN_KEYS = [
  ["↑ ↓ ← →", "Walk the matrix"],
  ["Shift ↑ ↓ ← →", "Select on the way"],
  ["Space", "Select the cell"],
  ["Enter", "Why is it so?"],
  ["r", "Re-run the cell, or what is selected"],
  ["Esc", "Close the card, then select nothing"],
] as const;

const HINTS: readonly Shortcut[] = OWN_KEYS.map(([keys, label]) => ({
  keys,
  label,
  run: () => undefined,
  hint: true,
}));

export function useMatrixShortcuts(grid: RefObject<HTMLElement | null>): void {
  const shortcuts = useMemo(
    () => [
      {
        keys: "m",
        label: "Into the matrix",
        run: () => grid.current?.focus({ preventScroll: true }),
      },
      ...HINTS,
    ],
    [grid],
  );
  useShortcuts(shortcuts);
}
