"use client";
/** What is known of one cause: an example, how often, of what, since when; and whether it is left alone. */
import { Time } from "@/components/ui/time";
import { formatCount, plural } from "@/lib/client/format";
import type { Cause } from "./cause";
import { IgnoredNote } from "./ignored-note";

export function CauseFacts({ cause }: { cause: Cause }) {
  return (
    <>
      <p className="truncate text-ink-2" data-tip={cause.example}>
        {cause.example}
      </p>
      <p className="flex flex-wrap gap-x-4 text-ink-3 text-small">
        <span>
          {plural(cause.count, "failure")}, {formatCount(cause.unresolved)} unresolved
        </span>
        <span>{plural(cause.series, "series", "series")}</span>
        <span>{cause.criticalities.join(", ").replaceAll("_", " ")}</span>
        <span>
          first <Time at={cause.first_seen} />, last <Time at={cause.last_seen} />
        </span>
      </p>
      {cause.ignored ? (
        <IgnoredNote fingerprint={cause.fingerprint} ignored={cause.ignored} />
      ) : null}
    </>
  );
}
