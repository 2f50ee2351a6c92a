"use client";
/** How long the symbol was beyond its recovery point this month, by cause, against what the objective allows. */
import { REASON_WORDS } from "@/components/staleness/series-words";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import type { Column } from "@/components/ui/table-columns";
import { Time } from "@/components/ui/time";
import { formatCount, formatDuration, formatPct, plural } from "@/lib/client/format";
import { REASON_SENTENCES } from "@/lib/domain/reason-sentences";
import type { SymbolData } from "./symbol-data";

type Month = NonNullable<SymbolData["rpo_month"]>;
type Cause = Month["causes"][number];
type Breach = Month["breaches"][number];

const minutesText = (minutes: number) => formatDuration(Math.round(minutes * 60));

export function RpoMonth({ month }: { month: SymbolData["rpo_month"] }) {
  return (
    <Card
      title="Beyond the recovery point"
      note={month ? <Counted month={month} /> : "this month"}
      aside={
        <AppLink href="/settings/slo" className="underline-quiet">
          All objectives
        </AppLink>
      }
    >
      {month ? (
        <Spent month={month} />
      ) : (
        <Empty kind="nothing_yet" title="Nothing was counted this month yet">
          Minutes are counted by the running schedule, from the moment a symbol is tracked. Until
          then nothing is known, neither kept nor broken.
        </Empty>
      )}
    </Card>
  );
}

function Counted({ month }: { month: Month }) {
  return (
    <>
      this month, counted from <Time at={month.from} show="clock" plain /> until{" "}
      <Time at={month.to} show="clock" plain />
    </>
  );
}

function Spent({ month }: { month: Month }) {
  return (
    <div className="flex flex-col gap-4">
      <p className={month.breached_minutes > month.budget_minutes ? "text-bad-ink" : "text-ink-2"}>
        {sentenceOf(month)}
      </p>
      {month.causes.length === 0 ? null : (
        <DataTable
          caption="Minutes beyond the recovery point, by cause"
          columns={causeColumns(month.breached_minutes)}
          rows={month.causes}
          rowKey={({ reason }) => reason}
        />
      )}
      {month.breaches.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer text-small">
            {month.total_breaches > month.breaches.length
              ? `The newest ${formatCount(month.breaches.length)} of ${plural(month.total_breaches, "stretch", "stretches")}`
              : `The ${plural(month.total_breaches, "stretch", "stretches")}`}
          </summary>
          <DataTable
            caption="Stretches beyond the recovery point, newest first"
            columns={BREACH_COLUMNS}
            rows={month.breaches}
            rowKey={({ timeframe, started_at }) => `${timeframe} ${started_at}`}
            className="mt-2"
          />
        </details>
      )}
    </div>
  );
}

function sentenceOf({ breached_minutes, budget_minutes, objective_seconds }: Month): string {
  const objective = `its recovery point of ${formatDuration(objective_seconds)}`;
  const allowed = `the objective allows ${minutesText(budget_minutes)} in this stretch`;
  if (breached_minutes === 0) return `Never beyond ${objective}; ${allowed}.`;
  const spent = budget_minutes > 0 ? spentText(breached_minutes / budget_minutes) : "";
  return `${minutesText(breached_minutes)} beyond ${objective}, all timeframes together; ${allowed}${spent}.`;
}

function spentText(share: number): string {
  if (share < 10) return ` (${formatPct(share * 100)} spent)`;
  return ` (spent ${formatCount(Math.floor(share))} times over)`;
}

function causeColumns(totalMinutes: number): readonly Column<Cause>[] {
  return [
    {
      key: "cause",
      header: "Cause",
      phone: "headline",
      cell: ({ reason }) => (
        <span data-tip={REASON_SENTENCES[reason]} className="whitespace-nowrap font-medium">
          {REASON_WORDS[reason]}
        </span>
      ),
    },
    {
      key: "share",
      header: "Share",
      phone: "hidden",
      className: "w-2/5",
      cell: ({ minutes }) => (
        <span aria-hidden="true" className="block h-2 w-full min-w-24 rounded-sm bg-hover">
          <span
            className="block h-2 rounded-sm bg-bad"
            style={{ width: `${(minutes / Math.max(totalMinutes, 1e-9)) * 100}%` }}
          />
        </span>
      ),
    },
    {
      key: "time",
      header: "Time",
      align: "right",
      cell: ({ minutes }) => (
        <span className="whitespace-nowrap">
          {minutesText(minutes)}{" "}
          <span className="text-ink-3">
            {formatPct((minutes / Math.max(totalMinutes, 1e-9)) * 100)}
          </span>
        </span>
      ),
    },
    {
      key: "breaches",
      header: "Stretches",
      align: "right",
      cell: ({ breaches }) => formatCount(breaches),
    },
    {
      key: "timeframes",
      header: "Timeframes",
      cell: ({ timeframes }) => timeframes.join(", "),
    },
  ];
}

const BREACH_COLUMNS: readonly Column<Breach>[] = [
  {
    key: "timeframe",
    header: "Timeframe",
    phone: "headline",
    cell: ({ timeframe }) => <span className="font-medium">{timeframe}</span>,
  },
  {
    key: "since",
    header: "Beyond since",
    cell: ({ started_at }) => <Time at={started_at} show="clock" />,
  },
  {
    key: "until",
    header: "Until",
    cell: ({ ended_at }) =>
      ended_at ? (
        <Time at={ended_at} show="clock" />
      ) : (
        <span className="font-medium text-bad-ink">still beyond</span>
      ),
  },
  {
    key: "lost",
    header: "Market time lost",
    align: "right",
    cell: ({ worst_lag_seconds }) => formatDuration(worst_lag_seconds),
  },
  { key: "reason", header: "Noticed as", cell: ({ reason }) => REASON_WORDS[reason] },
];
