"use client";
/** One sentence, not a lamp: is anything wrong, since when, why, and what to press. */
import { openRerun } from "@/components/rerun/open-rerun";
import { AppLink } from "@/components/ui/app-link";
import { Button, buttonClass } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Glyph } from "@/components/ui/glyph";
import { HEALTH_WORDS, type StateWords, TONE_TEXT } from "@/components/ui/state-words";
import { Time } from "@/components/ui/time";
import { ApiProblem, type ResponseOf } from "@/lib/client/call";
import { plural } from "@/lib/client/format";
import { useRoleReason } from "@/lib/client/use-role";

type Overview = ResponseOf<"overview">;

const RULES: Record<StateWords["tone"], string> = {
  ok: "border-ok",
  warn: "border-warn",
  bad: "border-bad",
  lost: "border-lost",
  live: "border-live",
  idle: "border-idle",
};

export function VerdictStrip({ overview }: { overview: Overview }) {
  const { verdict, status } = overview;
  return (
    <VerdictFrame state={HEALTH_WORDS[status]} sentence={verdict.sentence}>
      <Facts verdict={verdict} />
      <VerdictActions overview={overview} />
    </VerdictFrame>
  );
}

function Facts({ verdict }: { verdict: Overview["verdict"] }) {
  const { since, cause, next_step: nextStep } = verdict;
  if (since === null && cause === null && nextStep === null) return null;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-ink-2">
      {since ? (
        <Fact term="Since">
          <Time at={since} show="clock" /> <span className="text-ink-3">(</span>
          <Time at={since} />
          <span className="text-ink-3">)</span>
        </Fact>
      ) : null}
      {cause ? <Fact term="Cause">{cause}</Fact> : null}
      {nextStep ? <Fact term="Next">{nextStep}</Fact> : null}
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="label">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function VerdictActions({ overview }: { overview: Overview }) {
  const { verdict, status, incidents } = overview;
  const operator = useRoleReason("operator");
  const failedOf = verdict.failed_execution_id;
  const firing = incidents.find(({ state }) => state === "firing");
  return (
    <div className="flex flex-wrap gap-2" data-screen-only>
      {failedOf && verdict.failed_jobs > 0 ? (
        <Button
          variant="primary"
          disabledReason={operator}
          data-action="rerun"
          onClick={() =>
            openRerun({
              title: "Re-run failed jobs",
              choices: [
                {
                  key: "failed",
                  label: "Failed jobs",
                  count: verdict.failed_jobs,
                  body: { failed_of: failedOf },
                },
                {
                  key: "missing",
                  label: "Failed and missing",
                  count: null,
                  body: { failed_of: failedOf, include_missing: true },
                },
                { key: "all", label: "Everything active", count: null, body: {} },
              ],
            })
          }
        >
          Re-run {plural(verdict.failed_jobs, "failed job")}…
        </Button>
      ) : null}
      {firing ? (
        <AppLink href={`/alerts?alert=${firing.id}`} className={buttonClass()}>
          Acknowledge…
        </AppLink>
      ) : null}
      {status === "healthy" ? null : (
        <AppLink href="/staleness?data_status=behind,missing" className={buttonClass()}>
          Why?
        </AppLink>
      )}
    </div>
  );
}

/** When measuring itself fails: never green, whatever was last known. */
export function UnknownVerdict({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const problem = error instanceof ApiProblem ? error : null;
  const sentence =
    problem?.status === 0
      ? "Unknown – Candlewatch does not answer."
      : "Unknown – cannot read its database.";
  return (
    <VerdictFrame state={HEALTH_WORDS.unknown} sentence={sentence}>
      <div role="alert" className="text-ink-2">
        {problem ? `${problem.title}: ${problem.message}` : "The health figures could not be read."}
        {problem?.requestId ? (
          <span className="text-ink-3">
            {" "}
            Request <code className="select-all font-mono text-small">{problem.requestId}</code>
          </span>
        ) : null}
      </div>
      <div>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </VerdictFrame>
  );
}

function VerdictFrame({
  state,
  sentence,
  children,
}: {
  state: StateWords;
  sentence: string;
  children: React.ReactNode;
}) {
  return (
    <section
      aria-label="Verdict"
      className={cx("flex flex-col gap-4 border-l-4 py-1 pl-5", RULES[state.tone])}
    >
      <h1 className="verdict-text max-w-[44ch]">
        <Glyph
          name={state.glyph}
          className={cx("mr-3 size-[0.72em]! align-baseline", TONE_TEXT[state.tone])}
        />
        <span className="sr-only">{state.word}: </span>
        {sentence}
      </h1>
      {children}
    </section>
  );
}
