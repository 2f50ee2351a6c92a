"use client";
/** The verdict on one execution, who wanted it and why, and what can be done to it. */
import { againstUsual, TRIGGER_WORDS } from "@/components/executions/execution-words";
import { AppLink } from "@/components/ui/app-link";
import { CopyId } from "@/components/ui/copy";
import { cx } from "@/components/ui/cx";
import { executionState, type Tone } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatDuration } from "@/lib/client/format";
import { DetailActions } from "./detail-actions";

type Data = ResponseOf<"execution">;

/** From here on, a sentence is set smaller: it quotes the vendor. */
const LONG_VERDICT = 110;

const EDGE: Record<Tone, string> = {
  ok: "border-ok",
  warn: "border-warn",
  bad: "border-bad",
  lost: "border-lost",
  live: "border-live",
  idle: "border-idle",
};

export function DetailHeader({ data }: { data: Data }) {
  const { execution } = data;
  const state = executionState(execution);
  return (
    <header className={cx("flex flex-col gap-4 border-l-4 py-1 pl-5", EDGE[state.tone])}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
        <AppLink href="/executions" className="underline-quiet text-ink-2" data-screen-only>
          Executions
        </AppLink>
        <span className="text-ink-3" aria-hidden="true" data-screen-only>
          /
        </span>
        <CopyId value={execution.execution_id} label="execution id" />
        <Status state={state} badge />
      </p>
      <h1
        className={cx(
          data.verdict.length > LONG_VERDICT ? "font-serif text-title" : "verdict-text",
          "max-w-[64ch]",
        )}
      >
        {data.verdict}
      </h1>
      <Facts data={data} />
      <DetailActions data={data} />
    </header>
  );
}

function Facts({ data }: { data: Data }) {
  const { execution, usual } = data;
  const change = againstUsual(execution.duration_seconds, usual.median_seconds);
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      <Fact term="Trigger">
        {TRIGGER_WORDS[execution.trigger]}
        {execution.requested_by ? (
          <span className="text-ink-2"> by {execution.requested_by}</span>
        ) : null}
      </Fact>
      {execution.reason ? <Fact term="Reason">{execution.reason}</Fact> : null}
      <Fact term="Started">
        <Time at={execution.started_at} show="clock" />{" "}
        <Time at={execution.started_at} className="text-ink-3" />
      </Fact>
      <Fact term={execution.completed_at ? "Ended" : "Running for"}>
        {execution.completed_at ? (
          <Time at={execution.completed_at} show="clock" />
        ) : (
          <Time at={execution.started_at} className="text-ink" />
        )}
      </Fact>
      <Fact term="Duration">
        {formatDuration(execution.duration_seconds)}
        {usual.median_seconds === null ? null : (
          <span className="text-ink-3">
            {" "}
            {change ?? ""} usual {formatDuration(Math.round(usual.median_seconds))}
          </span>
        )}
      </Fact>
      <Lineage data={data} />
      <Notes notes={data.notes} />
    </dl>
  );
}

function Lineage({ data }: { data: Data }) {
  const { execution, children } = data;
  return (
    <>
      {execution.parent_execution_id ? (
        <Fact term="Re-run of">
          <IdLink id={execution.parent_execution_id} />
        </Fact>
      ) : null}
      {children.length > 0 ? (
        <Fact term="Re-run by">
          <span className="flex flex-wrap gap-x-2">
            {children.map((id) => (
              <IdLink key={id} id={id} />
            ))}
          </span>
        </Fact>
      ) : null}
      {execution.resumed_after_crash_at ? (
        <Fact term="Resumed after a crash">
          <Time at={execution.resumed_after_crash_at} show="clock" />
        </Fact>
      ) : null}
      {execution.paused ? (
        <Fact term="Paused">
          {execution.pause_reason ?? "no reason given"}
          {execution.paused_until ? (
            <>
              {" "}
              until <Time at={execution.paused_until} show="clock" />
            </>
          ) : null}
        </Fact>
      ) : null}
    </>
  );
}

function Notes({ notes }: { notes: Data["notes"] }) {
  if (notes.length === 0) return null;
  return (
    <Fact term="Notes">
      <ul>
        {notes.map(({ at, text }) => (
          <li key={`${at} ${text}`}>
            {text} <Time at={at} className="text-ink-3" />
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function IdLink({ id }: { id: string }) {
  return (
    <AppLink href={`/executions/${id}`} className="underline-quiet font-mono text-small">
      {id.slice(0, 8)}
    </AppLink>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="label">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
