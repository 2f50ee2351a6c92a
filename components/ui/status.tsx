/** A state as glyph + word + colour; `quiet` drops the word from sight, never from the screen reader. */
import { cx } from "./cx";
import { Glyph } from "./glyph";
import { type StateWords, TONE_TEXT, TONE_WASH } from "./state-words";

export function Status({
  state,
  quiet = false,
  badge = false,
  children,
  className,
}: {
  state: StateWords;
  quiet?: boolean;
  /** On a wash of its colour, for headers. */
  badge?: boolean;
  /** Replaces the word ("3 bars behind"). */
  children?: React.ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium",
        TONE_TEXT[state.tone],
        badge && cx("rounded-full px-2 py-0.5 text-small", TONE_WASH[state.tone]),
        className,
      )}
    >
      <Glyph name={state.glyph} />
      <span className={quiet ? "sr-only" : undefined}>{children ?? state.word}</span>
    </span>
  );
}
