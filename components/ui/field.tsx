/** A labelled text input with its hint and its error. */
import { type ComponentProps, useId } from "react";
import { cx } from "./cx";

export type FieldProps = ComponentProps<"input"> & {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  hideLabel?: boolean;
};

export const inputClass =
  "h-8 w-full rounded-md border border-rule-strong bg-raised px-2.5 text-ink placeholder:text-ink-3 aria-invalid:border-bad pointer-coarse:h-11 pointer-coarse:text-[16px]";

export function Field({ label, hint, error, hideLabel = false, className, ...input }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={cx("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "font-medium text-small"}>
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={inputClass}
        {...input}
      />
      {note ? (
        <p id={`${id}-note`} className={cx("text-small", error ? "text-bad-ink" : "text-ink-3")}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
