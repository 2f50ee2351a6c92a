"use client";
/** One key into the board that is walked by arrows, and what its own keys do there. */
import { type RefObject, useMemo } from "react";
import { type Shortcut, useShortcuts } from "@/lib/client/shortcuts";

const MATRIX_KEYS = [
  ["↑ ↓ ← →", "Walk the matrix"],
  ["Shift ↑ ↓ ← →", "Select on the way"],
  ["Space", "Select the cell"],
  ["Enter", "Why is it so?"],
  ["r", "Re-run the cell, or what is selected"],
  ["Esc", "Close the card, then select nothing"],
] as const;

const CALENDAR_KEYS = [
  ["↑ ↓ ← →", "Walk the days"],
  ["Shift ↑ ↓ ← →", "Mark a block of days"],
  ["Enter", "The minutes of the day"],
  ["Esc", "Mark nothing"],
] as const;

const hintsOf = (keys: readonly (readonly [string, string])[]): Shortcut[] =>
  keys.map(([keys, label]) => ({ keys, label, run: () => undefined, hint: true }));

const MATRIX_HINTS = hintsOf(MATRIX_KEYS);
const CALENDAR_HINTS = hintsOf(CALENDAR_KEYS);

export function useMatrixShortcuts(grid: RefObject<HTMLElement | null>): void {
  useEntry(grid, "Into the matrix", MATRIX_HINTS);
}

export function useCalendarShortcuts(grid: RefObject<HTMLElement | null>): void {
  useEntry(grid, "Into the calendar", CALENDAR_HINTS);
}

function useEntry(
  grid: RefObject<HTMLElement | null>,
  label: string,
  hints: readonly Shortcut[],
): void {
  const shortcuts = useMemo(
    () => [{ keys: "m", label, run: () => grid.current?.focus({ preventScroll: true }) }, ...hints],
    [grid, label, hints],
  );
  useShortcuts(shortcuts);
}
