/** Says which kind of empty it is (nothing yet, nothing matches, not allowed) and offers the one thing to do. */
import type { ReactNode } from "react";
import { cx } from "./cx";
import { Glyph, type GlyphName } from "./glyph";

const KINDS = {
  nothing_yet: "ring",
  no_match: "slash",
  no_permission: "pause",
  all_clear: "check",
} as const satisfies Record<string, GlyphName>;

export type EmptyKind = keyof typeof KINDS;

export function Empty({
  kind,
  title,
  children,
  action,
  className,
}: {
  kind: EmptyKind;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      data-empty={kind}
      className={cx(
        "flex flex-col items-start gap-2 border-rule border-y bg-sunken px-4 py-5",
        className,
      )}
    >
      <p className="flex items-center gap-2 font-medium text-ink">
        <Glyph name={KINDS[kind]} className={kind === "all_clear" ? "text-ok-ink" : "text-ink-3"} />
        {title}
      </p>
      {children ? <div className="max-w-prose text-ink-2">{children}</div> : null}
      {action ? <div className="mt-1 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
