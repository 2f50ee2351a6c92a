/** A count that leads to exactly the rows it counts. */
import { formatCount } from "@/lib/client/format";
import { AppLink } from "./app-link";
import { cx } from "./cx";

export function NumberLink({
  value,
  href,
  label,
  className,
}: {
  value: number;
  href: string;
  /** What it counts, for the screen reader and the hover: "stale series, now". */
  label: string;
  className?: string;
}) {
  return (
    <AppLink
      href={href}
      aria-label={`${formatCount(value)} ${label}`}
      data-tip={`Show the ${formatCount(value)} ${label}`}
      className={cx("underline-quiet", className)}
    >
      {formatCount(value)}
    </AppLink>
  );
}
