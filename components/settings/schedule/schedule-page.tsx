"use client";
/** The schedule: what runs when, whether it is paused, what its ticks did, what another pace would make of it. */
import { useQuery } from "@tanstack/react-query";
import { QueryStates } from "@/components/ui/query-states";
import { SkeletonRows } from "@/components/ui/skeleton";
import { calendarQuery, scheduleQuery, whatIfQuery } from "@/lib/client/settings-queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { CalendarCard } from "./calendar-card";
import { RetryCard } from "./retry-card";
import { ScheduleRuns } from "./schedule-runs";
import { ScheduleState } from "./schedule-state";
import { TickList } from "./tick-list";
import { WhatIfCard } from "./what-if-card";

export function SchedulePage() {
  const schedule = useLiveQuery(scheduleQuery());
  const whatIf = useQuery(whatIfQuery());
  const calendar = useQuery(calendarQuery());
  return (
    <div className="flex flex-col gap-8">
      <h1 className="font-serif text-title">Schedule</h1>
      <QueryStates
        query={schedule}
        skeleton={<SkeletonRows rows={10} label="Loading the schedule" />}
      >
        {(data) => (
          <div className="flex flex-col gap-8">
            <ScheduleState schedule={data} />
            <ScheduleRuns runs={data.runs} />
            <RetryCard retries={data.retries} />
          </div>
        )}
      </QueryStates>
      <QueryStates
        query={whatIf}
        skeleton={<SkeletonRows rows={6} label="Loading the last full run" />}
      >
        {(data) => <WhatIfCard whatIf={data} />}
      </QueryStates>
      {schedule.data ? <TickList schedule={schedule.data} /> : null}
      <QueryStates
        query={calendar}
        skeleton={<SkeletonRows rows={8} label="Loading the calendar" />}
      >
        {(data) => <CalendarCard calendar={data} />}
      </QueryStates>
    </div>
  );
}
