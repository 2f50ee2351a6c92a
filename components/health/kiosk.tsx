"use client";
/** The health page for a screen on the wall: the first five parts, large, no menus. */
import { AsOfPill } from "@/components/frame/as-of-pill";
import { MarketClock } from "@/components/frame/market-clock";
import { AppLink } from "@/components/ui/app-link";
import type { ResponseOf } from "@/lib/client/call";
import { frameQuery } from "@/lib/client/queries";
import { useLiveQuery } from "@/lib/client/use-live-query";
import { ComponentTiles } from "./component-tiles";
import { Incidents } from "./incidents";
import { TierTable } from "./tier-table";
import { UpcomingAxis } from "./upcoming-axis";
import { useKiosk } from "./use-kiosk";

export function Kiosk({
  overview,
  verdict,
}: {
  overview: ResponseOf<"overview"> | undefined;
  verdict: React.ReactNode;
}) {
  useKiosk();
  const frame = useLiveQuery(frameQuery());
  return (
    <div
      data-kiosk
      className="flex min-h-[calc(100dvh-2.5rem)] cursor-none flex-col gap-8 [zoom:1.35] [&_[data-screen-only]]:hidden [&_select]:hidden **:cursor-none!"
    >
      <div className="flex items-center justify-between gap-6 text-small">
        {frame.data ? <MarketClock market={frame.data.market} /> : <span />}
        <AsOfPill />
      </div>
      {verdict}
      {overview ? (
        <>
          <ComponentTiles components={overview.components} />
          <div className="grid gap-8 desktop:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <TierTable tiers={overview.tiers} />
            <div className="flex flex-col gap-8">
              <UpcomingAxis events={overview.upcoming} />
              <Incidents incidents={overview.incidents} />
            </div>
          </div>
        </>
      ) : null}
      <AppLink href="/" className="mt-auto w-fit text-ink-3 text-micro">
        Esc leaves this view
      </AppLink>
    </div>
  );
}
