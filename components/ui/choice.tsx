/** One of a few: radio buttons drawn as a joined strip. */
import { useId } from "react";
import { cx } from "./cx";

export function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: {
  label: string;
  value: V;
  options: readonly { value: V; label: string; disabledReason?: string | null }[];
  onChange: (value: V) => void;
  className?: string;
}) {
  const name = useId();
  return (
    <fieldset
      className={cx("inline-flex rounded-md border border-rule-strong bg-raised p-0.5", className)}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          data-tip={option.disabledReason ?? undefined}
          className="relative cursor-pointer whitespace-nowrap rounded-sm px-2.5 py-0.5 text-ink-2 text-small hover:text-ink has-checked:bg-ink has-checked:text-inverse has-disabled:cursor-not-allowed has-disabled:text-ink-3 has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:py-2.5"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={Boolean(option.disabledReason)}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-[inherit] opacity-0"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
