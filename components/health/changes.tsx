/** What changed lately: states of series and what people did. */
import { memo } from "react";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Empty } from "@/components/ui/empty";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";

type Change = ResponseOf<"overview">["changes"][number];

export const Changes = memo(function Changes({ changes }: { changes: readonly Change[] }) {
  return (
    <Card
      title="Recent changes"
      note={changes.length === 0 ? undefined : `newest ${changes.length}`}
    >
      {changes.length === 0 ? (
        <Empty kind="nothing_yet" title="Nothing has changed yet" />
      ) : (
        <ol className="divide-y divide-rule">
          {changes.map((change) => (
            <li
              key={`${change.at} ${change.text}`}
              className="flex items-baseline gap-3 py-1.5 first:pt-0"
            >
              <Time at={change.at} show="clock" className="shrink-0 text-ink-3 text-small" />
              <span className={cx("min-w-0 grow", change.kind === "action" && "font-medium")}>
                {change.href ? (
                  <AppLink href={change.href} className="underline-quiet">
                    {change.text}
                  </AppLink>
                ) : (
                  change.text
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
});
