"use client";
/** A range with its value in words beside the label. */
import { useId } from "react";

export function Slider({
  label,
  value,
  min,
  max,
  text,
  disabledReason = null,
  onChange,
}: {
  label: string;
  value: number;
  min: number;
  max: number;
  /** The value as it is read, also to the screen reader. */
  text: string;
  disabledReason?: string | null;
  onChange: (value: number) => void;
}) {
  const id = useId();
  return (
    <div data-tip={disabledReason ?? undefined}>
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium text-small">
          {label}
        </label>
        <output htmlFor={id} className="text-ink-2 text-small">
          {text}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        value={value}
        disabled={disabledReason !== null}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-8 w-full accent-[var(--color-ink)] disabled:opacity-50 pointer-coarse:h-11"
      />
    </div>
  );
}
