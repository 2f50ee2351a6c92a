"use client";
/** The one dialog that starts work: what exactly, at what price, and a button that says the number. */
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNote } from "@/components/ui/error-note";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiProblem } from "@/lib/client/call";
import { formatCount, plural } from "@/lib/client/format";
import { CostBox } from "./cost-box";
import type { RerunRequest } from "./open-rerun";
import { RerunJobs } from "./rerun-jobs";
import { RerunOptionFields } from "./rerun-options";
import { type Rerun, useRerun } from "./use-rerun";

export function RerunDialog({ request, onClose }: { request: RerunRequest; onClose: () => void }) {
  const rerun = useRerun(request, onClose);
  const { preview, whole, start } = rerun;
  const total = preview.data?.total_jobs;
  const verb = request.verb ?? "Re-run";
  const go = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open
      initialFocus={go}
      onClose={onClose}
      title={request.title}
      footer={
        <>
          <p aria-live="polite" className="mr-auto text-ink-2 text-small">
            {rerun.blocker}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            ref={go}
            variant="primary"
            busy={start.isPending || start.isSuccess}
            disabledReason={rerun.blocker}
            onClick={() => preview.data && start.mutate({ seen: preview.data })}
          >
            {total === undefined ? verb : `${verb} ${plural(total, "job")}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {request.choices.length > 1 ? <Scopes request={request} rerun={rerun} /> : null}
        {whole.data ? (
          <RerunJobs preview={whole.data} removed={rerun.removed} onToggle={rerun.toggleRemoved} />
        ) : (
          <PreviewPending rerun={rerun} />
        )}
        {preview.data ? <CostBox preview={preview.data} pending={preview.isFetching} /> : null}
        <RerunOptionFields rerun={rerun} />
        {start.error ? <StartProblem error={start.error} rerun={rerun} /> : null}
      </div>
    </Dialog>
  );
}

function Scopes({ request, rerun }: { request: RerunRequest; rerun: Rerun }) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-small">Which jobs</legend>
      <div className="flex flex-col">
        {request.choices.map((choice) => (
          <label
            key={choice.key}
            className="flex cursor-pointer items-center gap-2.5 py-1 pointer-coarse:py-2.5"
          >
            <input
              type="radio"
              name="rerun-scope"
              checked={rerun.choice.key === choice.key}
              onChange={() => rerun.choose(choice.key)}
              className="size-4 accent-[var(--color-ink)]"
            />
            {choice.label}
            {choice.count === null ? null : (
              <span className="text-ink-3">{formatCount(choice.count)}</span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function PreviewPending({ rerun }: { rerun: Rerun }) {
  const { error, refetch } = rerun.whole;
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return (
    <div role="status" aria-label="Working out the preview" className="flex flex-col gap-3">
      <Skeleton className="h-48" />
      <Skeleton className="h-20" />
    </div>
  );
}

/** What was seen is no longer what would run: show the new number, start nothing. */
function StartProblem({ error, rerun }: { error: Error; rerun: Rerun }) {
  const { preview, start } = rerun;
  const conflict = error instanceof ApiProblem && error.status === 409;
  const seen = start.variables?.seen;
  const now = preview.data;
  const changed = conflict && seen && now && !preview.isFetching && seen.token !== now.token;
  if (changed) {
    return (
      <div role="alert" className="border-warn border-l-2 bg-warn-wash px-3 py-2">
        <p className="font-medium text-warn-ink">
          Changed: now {plural(now.total_jobs, "job")} instead of {formatCount(seen.total_jobs)}.
        </p>
        <p className="text-ink-2">Nothing was started. Review the list and press again.</p>
      </div>
    );
  }
  return (
    <>
      <ErrorNote error={error} />
      {conflict && !rerun.options.force ? (
        <Button size="small" onClick={() => rerun.setOptions({ force: true })}>
          Take over from the running execution
        </Button>
      ) : null}
    </>
  );
}
