/** The system's own select, dressed: light, and right on every phone. */
import { cx } from "./cx";

export function Select<V extends string>({
  label,
  value,
  options,
  onChange,
  hideLabel = false,
  className,
}: {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  hideLabel?: boolean;
  className?: string;
}) {
  return (
    <label className={cx("inline-flex items-center gap-2", className)}>
      <span className={hideLabel ? "sr-only" : "text-ink-2 text-small"}>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className="h-7 rounded-md border border-rule-strong bg-raised px-2 text-ink text-small hover:bg-hover pointer-coarse:h-11"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
