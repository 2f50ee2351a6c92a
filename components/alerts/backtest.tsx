"use client";
/** The rules over the stored history: "6 alerts instead of 512". */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Choice } from "@/components/ui/choice";
import { Empty } from "@/components/ui/empty";
import { Field } from "@/components/ui/field";
import { QueryStates } from "@/components/ui/query-states";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, plural } from "@/lib/client/format";
import { backtestAlertsQuery } from "@/lib/client/queries";
import { ruleName } from "./alert-words";
import {
  BACKTEST_DAYS,
  type BacktestForm,
  backtestBody,
  backtestErrors,
  EMPTY_FORM,
} from "./backtest-form";

type Result = ResponseOf<"backtestAlerts">;

export function Backtest() {
  const [form, setForm] = useState(EMPTY_FORM);
  const [asked, setAsked] = useState(EMPTY_FORM);
  const result = useQuery(backtestAlertsQuery(backtestBody(asked)));
  return (
    <div className="grid gap-x-10 gap-y-8 desktop:grid-cols-[18rem_minmax(0,1fr)]">
      <BacktestFields
        form={form}
        onChange={setForm}
        onAsk={() => setAsked(form)}
        busy={result.isFetching}
      />
      <Card title="What would have fired" note={`last ${asked.days} days`}>
        <QueryStates query={result} skeleton={<ResultSkeleton />}>
          {(data) => <Replay result={data} />}
        </QueryStates>
      </Card>
    </div>
  );
}

function BacktestFields({
  form,
  onChange,
  onAsk,
  busy,
}: {
  form: BacktestForm;
  onChange: (form: BacktestForm) => void;
  onAsk: () => void;
  busy: boolean;
}) {
  const errors = backtestErrors(form);
  const wrong = Object.keys(errors).length > 0;
  const fields = [
    { key: "stalePct", label: "Series behind, of those due", unit: "%" },
    { key: "missingPct", label: "Series without data", unit: "%" },
    { key: "staleHours", label: "A series behind for", unit: "hours of market time" },
  ] as const;
  return (
    <Card title="With these thresholds">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) onAsk();
        }}
      >
        <Choice
          label="Days back"
          value={form.days}
          options={BACKTEST_DAYS.map((days) => ({ value: days, label: `${days} days` }))}
          onChange={(days) => onChange({ ...form, days })}
        />
        {fields.map(({ key, label, unit }) => (
          <Field
            key={key}
            label={label}
            hint={`${unit}; empty = as in force`}
            error={errors[key]}
            inputMode="decimal"
            value={form[key]}
            onChange={(event) => onChange({ ...form, [key]: event.target.value })}
          />
        ))}
        <Button
          type="submit"
          variant="primary"
          busy={busy}
          disabledReason={wrong ? "Correct the marked fields" : null}
        >
          Replay the history
        </Button>
      </form>
    </Card>
  );
}

function Replay({ result }: { result: Result }) {
  if (result.alerts === 0 && result.wall_clock_alerts === 0) {
    return (
      <Empty kind="nothing_yet" title="Nothing to replay yet">
        The history of states begins with the first sweep of the series.
      </Empty>
    );
  }
  return (
    <>
      <p className="verdict-text mb-1">
        {plural(result.alerts, "alert")} instead of {formatCount(result.wall_clock_alerts)}
      </p>
      <p className="mb-4 max-w-prose text-ink-2">
        A rule on age alone would have spoken each time a series turned stale by the clock, also
        while nothing was due. Shares of jobs and of vendor calls are not replayed.
      </p>
      <ol className="divide-y divide-rule border-rule border-t">
        {result.fired.map((alert) => (
          <li
            key={`${alert.at} ${alert.rule} ${alert.group_key}`}
            className="grid gap-x-4 py-2 tablet:grid-cols-[9rem_minmax(0,1fr)]"
          >
            <Time at={alert.at} show="clock" className="text-ink-3" />
            <span>
              {alert.summary} <span className="text-ink-3 text-small">{ruleName(alert.rule)}</span>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function ResultSkeleton() {
  return (
    <div role="status" aria-label="Replaying the history">
      <Skeleton className="h-9 w-80 max-w-full" />
      <Skeleton className="mt-3 h-4 w-full max-w-prose" />
      <Skeleton className="mt-4 h-40" />
    </div>
  );
}
