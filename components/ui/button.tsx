/** A button; one that cannot be pressed stays visible and says why. */
import type { ComponentProps } from "react";
import { cx } from "./cx";

const VARIANTS = {
  primary: "border-ink bg-ink text-inverse hover:bg-ink-2 hover:border-ink-2",
  plain: "border-rule-strong bg-raised text-ink hover:bg-hover",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink",
  danger: "border-bad-ink bg-raised text-bad-ink hover:bg-bad-wash",
} as const;

const SIZES = {
  small: "h-7 gap-1.5 px-2.5 text-small",
  medium: "h-8 gap-2 px-3 text-base",
  large: "h-10 gap-2 px-4 text-large",
} as const;

export type ButtonProps = Omit<ComponentProps<"button">, "disabled"> & {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  /** Why it cannot be pressed now; null or left out = it can. Shown on hover and focus, and read out. */
  disabledReason?: string | null | undefined;
  /** Work is under way: presses are ignored, focus stays. */
  busy?: boolean;
};

export function buttonClass(
  variant: keyof typeof VARIANTS = "plain",
  size: keyof typeof SIZES = "medium",
): string {
  return cx(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium",
    "transition-colors duration-100 aria-disabled:border-rule aria-disabled:bg-sunken aria-disabled:text-ink-3 pointer-coarse:min-h-11",
    VARIANTS[variant],
    SIZES[size],
  );
}

export function Button({
  variant = "plain",
  size = "medium",
  disabledReason,
  busy = false,
  className,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const blocked = busy || Boolean(disabledReason);
  return (
    <button
      type={type}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      aria-description={disabledReason ?? undefined}
      data-tip={disabledReason ?? undefined}
      className={cx(buttonClass(variant, size), className)}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    />
  );
}
