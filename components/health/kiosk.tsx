/** The health page for a screen on the wall: its first five parts. */
import type { ResponseOf } from "@/lib/client/call";
import { ComponentTiles } from "./component-tiles";
import { Incidents } from "./incidents";
import { TierTable } from "./tier-table";
import { UpcomingAxis } from "./upcoming-axis";

export function Kiosk({
  overview,
  verdict,
}: {
  overview: ResponseOf<"overview"> | undefined;
  verdict: React.ReactNode;
}) {
  return (
    <div className="flex flex-col gap-8">
      {verdict}
      {overview ? (
        <>
          <ComponentTiles components={overview.components} />
          <div className="grid gap-8 desktop:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <TierTable tiers={overview.tiers} />
            <div className="flex min-w-0 flex-col gap-8">
              <UpcomingAxis events={overview.upcoming} />
              <Incidents incidents={overview.incidents} />
            </div>
          </div>
        </>
      ) : null}
    </div>
  );
}
