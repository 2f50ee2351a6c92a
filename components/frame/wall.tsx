"use client";
/** The frame of a page on the wall: no menus, no cursor, large; only the market and how old the page is. */
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import { frameQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { AsOfPill } from "./as-of-pill";
import { MarketClock } from "./market-clock";
import { useWall } from "./use-wall";
import { CYCLE_SECONDS } from "./wall-views";

export function Wall({ seconds, children }: { seconds: number | null; children: ReactNode }) {
  useWall(seconds);
  const pathname = usePathname();
  const frame = useLiveQuery(frameQuery());
  const other = seconds === null ? `?kiosk=1&cycle=${CYCLE_SECONDS}` : "?kiosk=1";
  return (
    <main
      data-kiosk
      className="flex min-h-dvh cursor-none flex-col gap-6 px-6 py-5 **:cursor-none! desktop:min-h-[calc(100dvh/1.35)] desktop:[zoom:1.35] [&_[data-screen-only]]:hidden [&_select]:hidden [&_[role=tablist]]:hidden [&_header_button]:hidden [&_.truncate]:overflow-visible [&_.truncate]:whitespace-normal"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-small">
        {frame.data ? <MarketClock market={frame.data.market} /> : <span />}
        <AsOfPill />
      </div>
      {children}
      <p className="mt-auto flex gap-6 text-ink-3 text-micro">
        <AppLink href={pathname}>Esc leaves this view</AppLink>
        <AppLink href={`${pathname}${other}`}>
          {seconds === null
            ? `Show the views in turn, ${CYCLE_SECONDS} s each`
            : `The next view comes after ${seconds} s; stay on this one`}
        </AppLink>
      </p>
    </main>
  );
}
