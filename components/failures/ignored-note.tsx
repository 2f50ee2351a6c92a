"use client";
/** Until when a cause is left alone and why, with the way to end it. */
import { causeWords } from "@/components/ui/cause-words";
import { notify } from "@/components/ui/notify";
import { SilenceNote } from "@/components/ui/silence-note";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/client/format";
import { useChange } from "@/lib/client/use-change";
import { useRoleReason } from "@/lib/client/use-role";
import type { Cause } from "./cause";

type Ignored = NonNullable<Cause["ignored"]>;

export function IgnoredNote({ fingerprint, ignored }: { fingerprint: string; ignored: Ignored }) {
  const operator = useRoleReason("operator");
  const show = useChange("ignoreFailureGroup", () =>
    notify({ title: `Shown again: ${causeWords(fingerprint)}` }),
  );
  return (
    <SilenceNote
      className="mt-1"
      verb="Show again"
      busy={show.isPending}
      disabledReason={operator}
      onEnd={() =>
        show.mutate({ body: { fingerprint, until: null, reason: "Shown again by hand" } })
      }
    >
      {ignored.by} ignored it <End ignored={ignored} />: {ignored.reason}
    </SilenceNote>
  );
}

function End({ ignored: { until, more_than: most, per, seen } }: { ignored: Ignored }) {
  if (until !== null) {
    return (
      <>
        until <Time at={until} show="clock" />
      </>
    );
  }
  const so = `${formatCount(seen ?? 0)} so far`;
  return per === "hour" ? (
    <>
      until more than {formatCount(most ?? 0)} an hour (worst hour: {so})
    </>
  ) : (
    <>
      until it has failed more than {formatCount(most ?? 0)} times ({so})
    </>
  );
}
