"use client";
/** Leaving a known cause alone: until when, or until how many more, and why. */
import { causeWords } from "@/components/ui/cause-words";
import { notify } from "@/components/ui/notify";
import { type End, type ReasonAnswer, ReasonDialog } from "@/components/ui/reason-dialog";
import type { BodyOf } from "@/lib/client/call";
import { useChange } from "@/lib/client/use-change";
import type { Cause } from "./cause";

const ENDS: readonly End[] = [
  { value: "1440", label: "for 1 day" },
  { value: "10080", label: "for 1 week" },
  { value: "date", label: "until a date…" },
  { value: "hour", label: "until it fails more often than N an hour…", count: "Failures an hour" },
  { value: "total", label: "until it has failed more than N times…", count: "Failures from now" },
];

export function IgnoreDialog({ cause, onClose }: { cause: Cause; onClose: () => void }) {
  const ignore = useChange("ignoreFailureGroup", () => {
    notify({ title: `Ignored: ${causeWords(cause.fingerprint)}` });
    onClose();
  });
  return (
    <ReasonDialog
      title="Ignore this error"
      description="Its jobs are tried and counted as ever; only this list leaves it out until then."
      subject={causeWords(cause.fingerprint)}
      ends={ENDS}
      endLabel="Ignore it"
      placeholder="Shown beside the error, for instance: vendor ticket 4711"
      required="Say why: everybody sees it beside the error"
      verb="Ignore"
      change={ignore}
      onSubmit={(answer) =>
        ignore.mutate({
          body: {
            fingerprint: cause.fingerprint,
            until: untilOf(answer),
            reason: answer.reason ?? "",
          },
        })
      }
      onClose={onClose}
    />
  );
}

function untilOf({ until, counted }: ReasonAnswer): BodyOf<"ignoreFailureGroup">["until"] {
  if (!counted) return until ?? null;
  return { more_than: counted.count, per: counted.end === "hour" ? "hour" : "total" };
}
