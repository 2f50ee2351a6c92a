"use client";
/** One sentence on whether anything starts by itself, and the switch for it. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { notify } from "@/components/ui/notify";
import { onDemand } from "@/components/ui/on-demand";
import { PAUSED_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { useChange } from "@/lib/client/use-change";
import { useRoleReason } from "@/lib/client/use-role";

const PauseScheduleDialog = onDemand(() =>
  import("./pause-schedule-dialog").then((it) => it.PauseScheduleDialog),
);

type Schedule = ResponseOf<"schedule">;

export function ScheduleState({ schedule }: { schedule: Schedule }) {
  const [pausing, setPausing] = useState(false);
  const operator = useRoleReason("operator");
  const resume = useChange("resumeSchedule", () => notify({ title: "The schedule goes on" }));
  const { paused, switched_on: on } = schedule;
  const off = on ? null : "Switched off by SCHEDULE=off: start without it to let anything run";
  return (
    <section aria-label="State" className="flex flex-wrap items-start justify-between gap-4">
      <div className="min-w-0 max-w-3xl">
        <StateSentence schedule={schedule} />
      </div>
      <div className="flex flex-wrap gap-2" data-screen-only>
        {paused ? (
          <Button
            variant="primary"
            busy={resume.isPending}
            disabledReason={operator}
            onClick={() => resume.mutate({ body: {} })}
          >
            Resume now
          </Button>
        ) : (
          <Button disabledReason={operator ?? off} onClick={() => setPausing(true)}>
            Pause…
          </Button>
        )}
      </div>
      {resume.error ? <ErrorNote error={resume.error} className="w-full" /> : null}
      {pausing ? <PauseScheduleDialog onClose={() => setPausing(false)} /> : null}
    </section>
  );
}

function StateSentence({ schedule }: { schedule: Schedule }) {
  const { paused, switched_on: on, runs } = schedule;
  if (!on) {
    return (
      <>
        <p className="verdict-text">Nothing starts by itself.</p>
        <p className="mt-1 text-ink-2">
          The app was started with SCHEDULE=off; only what is triggered by hand runs.
        </p>
      </>
    );
  }
  if (paused) {
    return (
      <>
        <p className="verdict-text">
          Paused{" "}
          {paused.until ? (
            <>
              until <Time at={paused.until} show="clock" plain />
            </>
          ) : (
            "until somebody resumes it"
          )}
          .
        </p>
        <p className="mt-1 text-ink-2">
          <Status state={PAUSED_WORDS} /> by {paused.by ?? "nobody known"}{" "}
          <Time at={paused.since} />
          {paused.reason ? <>: {paused.reason}</> : null}. Runs that are triggered by hand still
          start; a missed tick is caught up once.
        </p>
      </>
    );
  }
  const [soonest] = runs
    .flatMap(({ label, next }) => next.slice(0, 1).map((at) => ({ label, at })))
    .sort((a, b) => a.at.localeCompare(b.at));
  return (
    <>
      <p className="verdict-text">
        {soonest ? (
          <>
            {soonest.label} next, <Time at={soonest.at} plain />.
          </>
        ) : (
          "No run is planned."
        )}
      </p>
      <p className="mt-1 text-ink-2">
        A run starts only where a new bar is due, except the full backfill, which always starts.
      </p>
    </>
  );
}
