/** Shapes that tell states apart without colour. Drawn on a 12 × 12 grid in the current colour. */
import { cx } from "./cx";

export type GlyphName =
  | "disc"
  | "half"
  | "triangle"
  | "ring"
  | "moon"
  | "pause"
  | "question"
  | "check"
  | "cross"
  | "running"
  | "slash"
  | "partial"
  | "clock";

const line = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.6,
  strokeLinecap: "round",
} as const;

const SHAPES: Record<GlyphName, React.ReactNode> = {
  disc: <circle cx="6" cy="6" r="4.2" fill="currentColor" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4" {...line} />
      <path d="M6 2a4 4 0 0 1 0 8z" fill="currentColor" />
    </>
  ),
  triangle: <path d="M6 1.4 11 10.4H1z" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="4" {...line} />,
  moon: <path d="M9.8 7.6A4.4 4.4 0 0 1 4.4 2.2a4.4 4.4 0 1 0 5.4 5.4z" fill="currentColor" />,
  pause: <path d="M4 2.5v7M8 2.5v7" {...line} strokeWidth={2} />,
  question: (
    <>
      <path d="M3.9 4.2A2.1 2.1 0 1 1 6 6.6v.9" {...line} />
      <circle cx="6" cy="10" r="0.95" fill="currentColor" />
    </>
  ),
  check: <path d="m2.2 6.4 2.6 2.6L9.8 3.4" {...line} strokeWidth={1.9} />,
  cross: <path d="m2.8 2.8 6.4 6.4M9.2 2.8 2.8 9.2" {...line} strokeWidth={1.9} />,
  running: <path d="M6 1.8a4.2 4.2 0 1 1-3.9 2.6" {...line} className="glyph-running" />,
  slash: (
    <>
      <circle cx="6" cy="6" r="4" {...line} />
      <path d="m3.3 8.7 5.4-5.4" {...line} />
    </>
  ),
  partial: (
    <>
      <circle cx="6" cy="6" r="4.2" {...line} />
      <path d="M6 3.6v2.9" {...line} />
      <circle cx="6" cy="8.5" r="0.9" fill="currentColor" />
    </>
  ),
  clock: (
    <>
      <circle cx="6" cy="6" r="4.2" {...line} />
      <path d="M6 3.7V6l1.5 1" {...line} />
    </>
  ),
};

export function Glyph({ name, className }: { name: GlyphName; className?: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      aria-hidden="true"
      className={cx("inline-block size-3 shrink-0", className)}
    >
      {SHAPES[name]}
    </svg>
  );
}
