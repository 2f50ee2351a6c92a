"use client";
/** A filter that is on or off, with the count it would show. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export function Chip({
  pressed,
  onToggle,
  children,
  count,
}: {
  pressed: boolean;
  onToggle: () => void;
  children: ReactNode;
  count?: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onToggle}
      className={cx(
        "inline-flex h-7 items-center gap-2 whitespace-nowrap rounded-full border px-3 text-small transition-colors pointer-coarse:h-11",
        pressed ? "border-ink bg-hover" : "border-rule bg-raised hover:border-rule-strong",
      )}
    >
      {children}
      {count === undefined ? null : <span className="font-medium text-ink">{count}</span>}
    </button>
  );
}
