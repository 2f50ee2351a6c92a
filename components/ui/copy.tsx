/** A short id that copies itself whole. */
import { Copy as CopyIcon } from "lucide-react";
import { cx } from "./cx";

export function CopyId({
  value,
  label,
  short = 8,
  className,
}: {
  value: string;
  label: string;
  short?: number;
  className?: string;
}) {
  return (
    <button
      type="button"
      data-copy={value}
      data-tip={`Copy ${label}\n${value}`}
      aria-label={`${value.slice(0, short)}: copy ${label}`}
      className={cx(
        "inline-flex items-center gap-1 rounded-sm font-mono text-ink-2 text-small hover:text-ink",
        className,
      )}
    >
      {value.length > short ? value.slice(0, short) : value}
      <CopyIcon className="size-3 opacity-60" aria-hidden="true" />
    </button>
  );
}
