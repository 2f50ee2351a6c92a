/** The course of a value in a finger's width. */
import { cx } from "@/components/ui/cx";
import { prepareSpark } from "./prepare-spark";

const WIDTH = 120;
const HEIGHT = 24;

export function Spark({
  values,
  label,
  top,
  markHoles = false,
  className,
}: {
  values: readonly (number | null)[];
  label: string;
  /** Where the scale ends; without it, at the highest value. */
  top?: number;
  /** Marks on the ground where nothing was measured, for what should have been. */
  markHoles?: boolean;
  className?: string;
}) {
  const { paths, dots, holes } = prepareSpark(values, WIDTH, HEIGHT - 4, top);
  return (
    <svg
      viewBox={`0 -2 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className={cx("h-6 w-full overflow-visible", className)}
    >
      <path
        d={`M0 ${HEIGHT - 4}H${WIDTH}`}
        stroke="var(--color-rule)"
        vectorEffect="non-scaling-stroke"
      />
      {paths.map((path) => (
        <path
          key={path}
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {(markHoles ? holes : []).map((x) => (
        <path
          key={x}
          d={`M${x} ${HEIGHT - 4}v-${HEIGHT / 2}`}
          stroke="var(--color-bad)"
          strokeWidth="3"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {dots.map(({ x, y }) => (
        <path
          key={`${x} ${y}`}
          d={`M${x} ${y}h0`}
          stroke="currentColor"
          strokeWidth="4"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
