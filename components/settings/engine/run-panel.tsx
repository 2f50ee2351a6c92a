"use client";
/** One run step by step, and replaying it from the step that failed. */
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { ErrorNote } from "@/components/ui/error-note";
import { notify } from "@/components/ui/notify";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatMs } from "@/lib/client/format";
import { engineRunQuery } from "@/lib/client/settings-queries";
import { useChange } from "@/lib/client/use-change";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { useRoleReason } from "@/lib/client/use-role";
import { functionName, RUN_WORDS, STEP_WORDS } from "./engine-words";

type Detail = ResponseOf<"engineRun">;
type Step = Detail["steps"][number];

export function RunPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const run = useLiveQuery(engineRunQuery(id));
  return (
    <Card
      title="One run"
      aside={
        <Button size="small" onClick={onClose}>
          Close
        </Button>
      }
    >
      <QueryStates query={run} skeleton={<SkeletonRows rows={6} label="Loading the run" />}>
        {(data) => <RunDetail detail={data} />}
      </QueryStates>
    </Card>
  );
}

function RunDetail({ detail }: { detail: Detail }) {
  const { run, steps, events } = detail;
  const operator = useRoleReason("operator");
  const replay = useChange("replayEngineRun", () => notify({ title: "The run starts again" }));
  const fixed = run.can_replay ? null : "Only a failed or cancelled run can be replayed";
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <span className="font-medium text-large">{functionName(run.function_id)}</span>
        <Status state={RUN_WORDS[run.status]} badge />
        <CopyId value={run.run_id} label="run id" short={26} />
        <span className="text-ink-2">
          created <Time at={run.created_at} />
        </span>
        <Button
          className="ml-auto"
          busy={replay.isPending}
          disabledReason={fixed ?? operator}
          onClick={() => replay.mutate({ params: { id: run.run_id }, body: {} })}
        >
          Replay from the failed step
        </Button>
      </div>
      {replay.error ? <ErrorNote error={replay.error} /> : null}
      {run.error ? (
        <p className="border-bad border-l-2 bg-bad-wash px-3 py-2 text-bad-ink">
          {run.error.name}: {run.error.message}
        </p>
      ) : null}
      {steps.length === 0 ? (
        <Empty kind="nothing_yet" title="No step yet" />
      ) : (
        <DataTable
          caption="Steps in the order in which they finished"
          columns={COLUMNS}
          rows={steps}
          rowKey={({ step_id }) => step_id}
        />
      )}
      <details>
        <summary className="font-medium">What it was given and gave</summary>
        <div className="mt-2 flex flex-col gap-2">
          {events.map(({ id, name, data }) => (
            <Json key={id} title={name} text={data} />
          ))}
          {run.output ? <Json title="Output" text={run.output} /> : null}
        </div>
      </details>
    </div>
  );
}

function Json({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title}>
      <h3 className="label">{title}</h3>
      <pre className="whitespace-pre-wrap break-all rounded-md bg-sunken p-2 font-mono text-small">
        {text}
      </pre>
    </section>
  );
}

const COLUMNS: readonly Column<Step>[] = [
  {
    key: "name",
    header: "Step",
    phone: "headline",
    cell: (step) => <span className="break-words font-medium">{step.name}</span>,
  },
  { key: "status", header: "State", cell: (step) => <Status state={STEP_WORDS[step.status]} /> },
  { key: "attempts", header: "Attempts", align: "right", cell: ({ attempts }) => attempts },
  {
    key: "waited",
    header: "Waited",
    align: "right",
    cell: (step) => (step.waited_ms === null ? "–" : formatMs(step.waited_ms)),
  },
  {
    key: "ran",
    header: "Ran",
    align: "right",
    cell: (step) => (step.ran_ms === null ? "–" : formatMs(step.ran_ms)),
  },
  {
    key: "result",
    header: "Gave",
    className: "max-w-[28rem]",
    cell: (step) =>
      step.error ? (
        <span className="break-words text-bad-ink">{step.error.message}</span>
      ) : (
        <code className="line-clamp-2 break-all font-mono text-ink-2 text-small">
          {step.output ?? "–"}
        </code>
      ),
  },
];
