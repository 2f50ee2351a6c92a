"use client";
/** What-if: another concurrency or budget, tried on the last full run as it was measured; nothing is changed by it. */
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { Choice } from "@/components/ui/choice";
import { Empty } from "@/components/ui/empty";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration, plural } from "@/lib/client/format";
import { PACING_MODES } from "@/lib/domain/pace";
import { BOUND_WORDS, budgetStops, missPct, type Pace, tryPace } from "./prepare-what-if";
import { Slider } from "./slider";

type WhatIf = ResponseOf<"whatIf">;
type LastRun = NonNullable<WhatIf["last_run"]>;

const MODES = [
  { value: "throttled", label: "Throttled" },
  { value: "staggered", label: "Staggered" },
  { value: "sequential", label: "One by one" },
] as const;
const MOST_AT_ONCE = 24;

const parsers = {
  slots: parseAsInteger,
  budget: parseAsInteger,
  pace: parseAsStringLiteral(PACING_MODES),
};

export function WhatIfCard({ whatIf }: { whatIf: WhatIf }) {
  return (
    <Card title="What if" note="tried on the last full run; changes nothing">
      {whatIf.last_run ? (
        <Trial whatIf={whatIf} run={whatIf.last_run} />
      ) : (
        <Empty kind="nothing_yet" title="No full run to try it on yet">
          After the first run over nearly every symbol, this shows how long it would take at another
          pace.
        </Empty>
      )}
    </Card>
  );
}

function Trial({ whatIf, run }: { whatIf: WhatIf; run: LastRun }) {
  const [asked, setAsked] = useQueryStates(parsers, { history: "replace", throttleMs: 300 });
  const { in_force: inForce } = whatIf;
  const pace: Pace = {
    ...inForce,
    mode: asked.pace ?? inForce.mode,
    max_concurrent: Math.min(100, Math.max(1, asked.slots ?? inForce.max_concurrent)),
    requests_per_minute: Math.max(0, asked.budget ?? inForce.requests_per_minute),
  };
  const stops = budgetStops(inForce.requests_per_minute);
  const isChanged = Object.values(asked).some((value) => value !== null);
  return (
    <div className="grid gap-x-10 gap-y-6 desktop:grid-cols-2">
      <div className="flex flex-col gap-4">
        <Choice
          label="Pace"
          value={pace.mode}
          options={MODES}
          onChange={(mode) => void setAsked({ pace: mode === inForce.mode ? null : mode })}
          className="self-start"
        />
        <Slider
          label="Symbols at once"
          value={pace.max_concurrent}
          max={Math.max(MOST_AT_ONCE, inForce.max_concurrent)}
          min={1}
          text={formatCount(pace.max_concurrent)}
          disabledReason={pace.mode === "sequential" ? "One by one is one at a time" : null}
          onChange={(slots) =>
            void setAsked({ slots: slots === inForce.max_concurrent ? null : slots })
          }
        />
        <Slider
          label="Vendor budget"
          value={Math.max(0, stops.indexOf(pace.requests_per_minute))}
          min={0}
          max={stops.length - 1}
          text={budgetText(pace.requests_per_minute)}
          onChange={(stop) => {
            const budget = stops[stop] ?? 0;
            void setAsked({ budget: budget === inForce.requests_per_minute ? null : budget });
          }}
        />
        <p className="text-ink-3 text-small">
          In force: {MODES.find(({ value }) => value === inForce.mode)?.label.toLowerCase()},{" "}
          {plural(inForce.max_concurrent, "symbol")} at once,{" "}
          {budgetText(inForce.requests_per_minute)}.{" "}
          {isChanged ? (
            <button
              type="button"
              className="underline-quiet"
              onClick={() => void setAsked({ slots: null, budget: null, pace: null })}
            >
              Back to it
            </button>
          ) : null}
        </p>
      </div>
      <Outcome whatIf={whatIf} run={run} pace={pace} />
    </div>
  );
}

function Outcome({ whatIf, run, pace }: { whatIf: WhatIf; run: LastRun; pace: Pace }) {
  const tried = tryPace(run, pace);
  const next = whatIf.next_full_run_at;
  const finish = next ? new Date(Date.parse(next) + tried.seconds * 1000).toISOString() : null;
  const longest = Math.max(tried.seconds, run.real_seconds, run.predicted_seconds, 1);
  const bars = [
    { key: "tried", label: "Would take", seconds: tried.seconds, fill: "bg-live" },
    {
      key: "foreseen",
      label: "Foreseen as it ran",
      seconds: run.predicted_seconds,
      fill: "bg-idle",
    },
    { key: "real", label: "Really took", seconds: run.real_seconds, fill: "bg-ink" },
  ];
  return (
    <div className="flex flex-col gap-3">
      <p aria-live="polite">
        <span className="verdict-text">{formatDuration(Math.round(tried.seconds))}</span>{" "}
        <span className="text-ink-2">
          for {plural(run.symbols.length, "symbol")} and {plural(run.requests, "call")}
          {finish ? (
            <>
              ; the next full run would end at <Time at={finish} show="clock" />
            </>
          ) : null}
        </span>
      </p>
      <p className="text-ink-2">{BOUND_WORDS[tried.boundBy]}</p>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1.5 text-small">
        {bars.map(({ key, label, seconds, fill }) => (
          <div key={key} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="h-3 rounded-sm bg-hover" aria-hidden="true">
              <span
                className={`block h-full min-w-px rounded-sm ${fill}`}
                style={{ width: `${(seconds / longest) * 100}%` }}
              />
            </dd>
            <dd className="text-right">{formatDuration(Math.round(seconds))}</dd>
          </div>
        ))}
      </dl>
      <Proof run={run} />
    </div>
  );
}

/** The estimate is worth what it is worth: held against the run it was made from. */
function Proof({ run }: { run: LastRun }) {
  const miss = missPct(run);
  return (
    <p className="text-ink-2 text-small">
      {miss === null || miss === 0
        ? "The estimate met the last full run"
        : `For the last full run the estimate was ${Math.abs(miss)} % too ${miss < 0 ? "short" : "long"}`}{" "}
      (
      <AppLink href={`/executions/${run.execution_id}`} className="underline-quiet">
        execution {run.execution_id.slice(0, 8)}
      </AppLink>
      , <Time at={run.started_at} show="clock" />
      ): each symbol's measured work is queued through the same slots and budget again.
    </p>
  );
}

function budgetText(perMinute: number): string {
  return perMinute === 0 ? "unlimited calls" : `${plural(perMinute, "call")} a minute`;
}
