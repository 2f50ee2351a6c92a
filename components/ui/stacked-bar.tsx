/** Shares of a whole as one bar; widths by count, each part named for the screen reader. */
import { formatCount } from "@/lib/client/format";
import { cx } from "./cx";
import { type StateWords, TONE_FILL } from "./state-words";

export type BarPart = { key: string; state: StateWords; count: number; hatched?: boolean };

export function StackedBar({
  label,
  parts,
  className,
}: {
  label: string;
  parts: readonly BarPart[];
  className?: string;
}) {
  const shown = parts.filter(({ count }) => count > 0);
  const words = shown.map(
    ({ state, count }) => `${formatCount(count)} ${state.word.toLowerCase()}`,
  );
  return (
    <div
      role="img"
      aria-label={`${label}: ${words.length === 0 ? "nothing" : words.join(", ")}`}
      className={cx("flex h-2 w-full gap-px overflow-hidden rounded-sm bg-hover", className)}
    >
      {shown.map(({ key, state, count, hatched }) => (
        <span
          key={key}
          style={{ flexGrow: count }}
          className={cx(
            "min-w-[3px] basis-0 transition-[flex-grow] duration-300",
            TONE_FILL[state.tone],
            hatched && "hatch",
          )}
        />
      ))}
    </div>
  );
}
