"use client";
/** One symbol's day, minute by minute: which stretches of the session have no bar, and how often they were asked for. */
import { useQuery } from "@tanstack/react-query";
import { openRerun } from "@/components/rerun/open-rerun";
import { AppLink } from "@/components/ui/app-link";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Empty } from "@/components/ui/empty";
import { QueryStates } from "@/components/ui/query-states";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { ResponseOf } from "@/lib/client/call";
import { formatClock, formatCount, formatDay, plural } from "@/lib/client/format";
import { useZone } from "@/lib/client/preferences";
import { coverageDayQuery } from "@/lib/client/queries";
import { useRoleReason } from "@/lib/client/use-role";
import { BASE_OF, type BaseTimeframe, TIMEFRAMES } from "@/lib/domain/vocabulary";
import { COVERAGE_WORDS } from "./day-looks";

type CoverageDay = ResponseOf<"coverageDay">;

export function DayDialog({
  symbol,
  day,
  stream,
  onClose,
}: {
  symbol: string;
  day: string;
  stream: BaseTimeframe;
  onClose: () => void;
}) {
  const operator = useRoleReason("operator");
  const query = useQuery(coverageDayQuery({ symbol, day }));
  const session = query.data?.session;
  const backfill = () => {
    if (!session) return;
    onClose();
    openRerun({
      title: `Backfill ${symbol}, ${day}`,
      verb: "Backfill",
      choices: [
        {
          key: "day",
          label: "This day",
          count: null,
          body: {
            symbols: [symbol],
            timeframes: TIMEFRAMES.filter((timeframe) => BASE_OF[timeframe] === stream),
            ...dayRange(session),
          },
        },
      ],
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${symbol}, ${formatDay(new Date(`${day}T12:00:00Z`), "UTC")}`}
      description={query.data ? COVERAGE_WORDS[query.data.state] : "Minute bars of the day"}
      footer={
        <>
          <AppLink href={`/symbols/${symbol}`} className={buttonClass()}>
            Open {symbol}
          </AppLink>
          <Button
            variant="primary"
            disabledReason={session ? operator : "There was no session on this day"}
            onClick={backfill}
          >
            Backfill this day…
          </Button>
        </>
      }
    >
      <QueryStates query={query} skeleton={<DaySkeleton />}>
        {(data) => <Minutes data={data} />}
      </QueryStates>
    </Dialog>
  );
}

const HOURS_AROUND_MS = 6 * 3_600_000;

/** The session with the extended hours around it. */
function dayRange({ opens_at, closes_at }: { opens_at: string; closes_at: string }) {
  return {
    from: new Date(Date.parse(opens_at) - HOURS_AROUND_MS).toISOString(),
    to: new Date(Date.parse(closes_at) + HOURS_AROUND_MS).toISOString(),
  };
}

const SHOWN_RANGES = 12;

function Minutes({ data }: { data: CoverageDay }) {
  const zone = useZone();
  const { session, missing_ranges } = data;
  if (!session) {
    return (
      <Empty kind="all_clear" title="The market was closed">
        Nothing is expected on this day.
      </Empty>
    );
  }
  const missing = missing_ranges.reduce((total, { minutes }) => total + minutes, 0);
  const clock = (at: string) => formatClock(new Date(at), zone);
  return (
    <div className="flex flex-col gap-4">
      <MinuteStrip session={session} ranges={missing_ranges} zone={zone} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        <dt className="text-ink-3">Stored</dt>
        <dd>{plural(data.stored_bars, "bar")}, extended hours included</dd>
        <dt className="text-ink-3">Without a bar</dt>
        <dd>
          {plural(missing, "minute")} of the session, in{" "}
          {plural(missing_ranges.length, "stretch", "stretches")}
        </dd>
        <dt className="text-ink-3">Asked again</dt>
        <dd>
          {data.asked_count === 0 ? (
            "not yet"
          ) : (
            <>
              {formatCount(data.asked_count)} times, last <Time at={data.last_asked_at} />
            </>
          )}
        </dd>
      </dl>
      {missing_ranges.length > 0 ? (
        <ul className="grid gap-x-6 tablet:grid-cols-2">
          {missing_ranges.slice(0, SHOWN_RANGES).map(({ from, to, minutes }) => (
            <li key={from} className="flex justify-between gap-3 border-rule border-b py-1">
              <span>
                {clock(from)} – {clock(to)}
              </span>
              <span className="text-ink-3">{plural(minutes, "minute")}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {missing_ranges.length > SHOWN_RANGES ? (
        <p className="text-ink-3 text-small">and {missing_ranges.length - SHOWN_RANGES} more</p>
      ) : null}
    </div>
  );
}

function MinuteStrip({
  session,
  ranges,
  zone,
}: {
  session: CoverageDay["session"] & object;
  ranges: CoverageDay["missing_ranges"];
  zone: string;
}) {
  const startMs = Date.parse(session.opens_at);
  const lengthMs = Date.parse(session.closes_at) - startMs;
  const share = (at: string) => ((Date.parse(at) - startMs) / lengthMs) * 100;
  const clock = (at: string) => formatClock(new Date(at), zone);
  return (
    <figure aria-label={`Minutes from ${clock(session.opens_at)} to ${clock(session.closes_at)}`}>
      <div className="relative h-7 overflow-hidden rounded-sm bg-ok">
        {ranges.map(({ from, to, minutes }) => (
          <span
            key={from}
            data-tip={`${clock(from)} – ${clock(to)}: ${plural(minutes, "minute")} without a bar`}
            className="absolute inset-y-0 min-w-px bg-bad"
            style={{ left: `${share(from)}%`, width: `${share(to) - share(from)}%` }}
          />
        ))}
      </div>
      <figcaption className="mt-1 flex justify-between text-ink-3 text-small">
        <span>{clock(session.opens_at)}</span>
        <span>{clock(session.closes_at)}</span>
      </figcaption>
    </figure>
  );
}

function DaySkeleton() {
  return (
    <div role="status" aria-label="Loading the day" className="flex flex-col gap-4">
      <Skeleton className="h-7" />
      <Skeleton className="h-16" />
      <Skeleton className="h-24" />
    </div>
  );
}
