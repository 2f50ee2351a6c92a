"use client";
/** One entry: a sentence, and behind it what differs and where it came from. */
import { deviceOf } from "@/components/settings/access/device-of";
import { CopyId } from "@/components/ui/copy";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { actionWords } from "./audit-words";
import { auditDiff } from "./prepare-audit-diff";

export type AuditEntry = ResponseOf<"auditLog">["entries"][number];

export function AuditEntryLine({ entry }: { entry: AuditEntry }) {
  return (
    <li>
      <details className="group">
        <summary className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-2 hover:bg-hover">
          <span className="w-32 text-ink-2">
            <Time at={entry.at} show="clock" plain />
          </span>
          <span className="font-medium">{entry.actor}</span>
          <span className="min-w-0 break-words">
            {actionWords(entry.action)} <span className="text-ink-2">{entry.target}</span>
          </span>
          {entry.reason ? <span className="text-ink-2">“{entry.reason}”</span> : null}
          <span className="ml-auto text-ink-3 text-small group-open:hidden">Details</span>
        </summary>
        <div className="flex flex-col gap-3 pb-4 tablet:pl-36">
          <Diff entry={entry} />
          <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-3 text-small">
            <span>
              {entry.actor_kind.replaceAll("_", " ")} from {entry.ip ?? "unknown"}
            </span>
            <span data-tip={entry.user_agent ?? undefined}>{deviceOf(entry.user_agent)}</span>
            {entry.request_id ? <CopyId value={entry.request_id} label="request id" /> : null}
            <code className="font-mono">{entry.action}</code>
          </p>
        </div>
      </details>
    </li>
  );
}

function Diff({ entry }: { entry: AuditEntry }) {
  const lines = auditDiff(entry.before, entry.after);
  if (lines.length === 0) return <p className="text-ink-2">No stored value changed by it.</p>;
  return (
    <dl className="grid grid-cols-[minmax(0,10rem)_minmax(0,1fr)] gap-x-4 gap-y-1 text-small">
      {lines.map(({ key, before, after }) => (
        <div key={key} className="contents">
          <dt className="break-words font-mono text-ink-2">{key}</dt>
          <dd className="min-w-0 break-words">
            {before === null ? null : (
              <del className="text-bad-ink">
                <span className="sr-only">before </span>
                {before}
              </del>
            )}{" "}
            {after === null ? (
              <span className="text-ink-3">removed</span>
            ) : (
              <ins className="text-ok-ink no-underline">
                <span className="sr-only">after </span>
                {after}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
