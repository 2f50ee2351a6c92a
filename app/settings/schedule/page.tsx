import type { Metadata } from "next";
import { viewDeps } from "@/app/api/view-deps";
import { Prefetched, prefetch } from "@/app/prefetched";
import { SchedulePage } from "@/components/settings/schedule/schedule-page";
import { requirePageActor } from "@/lib/auth/page-actor";
import { calendarQuery, scheduleQuery, whatIfQuery } from "@/lib/client/settings-queries";
import { calendar, schedule } from "@/lib/contract/schedule";
import { viewCalendar } from "@/lib/views/calendar";
import { viewSchedule } from "@/lib/views/schedule";
import { viewWhatIf } from "@/lib/views/what-if";

export const metadata: Metadata = { title: "Schedule" };

export default async function Page() {
  await requirePageActor();
  const deps = viewDeps(new Date());
  const reads = [
    prefetch(scheduleQuery(), () => viewSchedule(deps, schedule.query.parse({}))),
    prefetch(whatIfQuery(), () => viewWhatIf(deps)),
    prefetch(calendarQuery(), async () => viewCalendar(deps, calendar.query.parse({}))),
  ];
  return (
    <Prefetched reads={reads}>
      <SchedulePage />
    </Prefetched>
  );
}
