"use client";
/** The line under the navigation: market, budget, what runs, and how old the page is. */
import type { UseQueryResult } from "@tanstack/react-query";
import { AppLink } from "@/components/ui/app-link";
import { Skeleton } from "@/components/ui/skeleton";
import { PAUSED_WORDS } from "@/components/ui/state-words";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatCount } from "@/lib/client/format";
import { AsOfPill } from "./as-of-pill";
import { BudgetPill } from "./budget-pill";
import { CopyLinkButton } from "./copy-link";
import { MarketClock } from "./market-clock";
import { ZonePicker } from "./zone-picker";

type FrameData = ResponseOf<"frame">;

export function StatusLine({ frame }: { frame: UseQueryResult<FrameData> }) {
  return (
    <div className="border-rule border-b bg-sunken">
      <div className="scroll-thin relative mx-auto flex h-9 max-w-[100rem] items-center gap-5 overflow-x-auto px-4 text-small tablet:px-6">
        {frame.data ? <FrameFacts data={frame.data} /> : <Skeleton className="h-3 w-72" />}
        <div className="ml-auto flex shrink-0 items-center gap-4 max-tablet:hidden">
          <span className="max-desktop:hidden">
            <CopyLinkButton />
          </span>
          <AsOfPill />
          <span className="max-desktop:hidden">
            <ZonePicker />
          </span>
        </div>
      </div>
    </div>
  );
}

function FrameFacts({ data }: { data: FrameData }) {
  const running = data.running_execution;
  return (
    <>
      {data.simulated ? (
        <span
          className="whitespace-nowrap rounded-sm bg-live-wash px-1.5 font-medium text-live-ink"
          data-tip="These bars are made up by the built-in market simulator. Set a vendor key to watch the real market."
        >
          Simulated data
        </span>
      ) : null}
      <MarketClock market={data.market} />
      <BudgetPill provider={data.provider} />
      {running ? (
        <AppLink
          href={`/executions/${running.execution_id}`}
          className="inline-flex items-center gap-2 whitespace-nowrap text-live-ink"
          data-tip="A backfill is running. Show it."
        >
          <span className="h-1.5 w-16 overflow-hidden rounded-full bg-hover" aria-hidden="true">
            <span
              className="block h-full origin-left bg-live transition-transform duration-300"
              style={{
                transform: `scaleX(${running.done_jobs / Math.max(1, running.total_jobs)})`,
              }}
            />
          </span>
          Running {formatCount(running.done_jobs)} of {formatCount(running.total_jobs)}
        </AppLink>
      ) : null}
      {data.schedule_paused ? (
        <AppLink
          href="/settings/schedule"
          className="whitespace-nowrap"
          data-tip={data.schedule_paused.reason ?? undefined}
        >
          <Status state={PAUSED_WORDS}>
            Schedule paused
            {data.schedule_paused.until ? (
              <>
                {" "}
                until <Time at={data.schedule_paused.until} show="clock" plain />
              </>
            ) : null}
          </Status>
        </AppLink>
      ) : null}
    </>
  );
}
