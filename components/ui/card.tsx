/** A titled region under a hairline: the page is ruled, not boxed. */
import type { ReactNode } from "react";
import { cx } from "./cx";

export function Card({
  title,
  note,
  aside,
  children,
  className,
  id,
}: {
  title: string;
  /** Said beside the title: window, unit, rule. */
  note?: ReactNode;
  /** At the right end: links and actions. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  id?: string;
}) {
  return (
    <section
      aria-label={title}
      id={id}
      className={cx("min-w-0 border-ink border-t pt-2", className)}
    >
      <header className="mb-3 flex min-h-7 flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="flex flex-wrap items-baseline gap-x-2 font-semibold text-base">
          {title}
          {note ? <span className="font-normal text-ink-3 text-small">{note}</span> : null}
        </h2>
        {aside ? <div className="flex items-center gap-2 text-small">{aside}</div> : null}
      </header>
      {children}
    </section>
  );
}
